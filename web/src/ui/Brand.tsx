import { Activity } from 'lucide-react';
import styles from './Brand.module.css';

export function Brand({ className = '' }: { className?: string }) {
  return (
    <span className={`${styles.brand} ${className}`}>
      <Activity size={24} strokeWidth={2.4} aria-hidden />
      <span>Medical Hub</span>
    </span>
  );
}
