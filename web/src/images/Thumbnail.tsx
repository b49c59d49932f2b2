import { FileText, ImageOff } from 'lucide-react';
import { useState } from 'react';
import styles from './Thumbnail.module.css';

type Props = { url?: string | null; alt: string; className?: string; isDocument?: boolean };

/** A small picture on black, loaded when it comes near the window; a sign where there is none, another for reports and the like. */
export function Thumbnail({ url, alt, className = '', isDocument = false }: Props) {
  const [isMissing, setMissing] = useState(false);
  const Sign = isDocument ? FileText : ImageOff;
  return (
    <span className={`${styles.frame} ${className}`}>
      {url && !isMissing ? (
        <img src={url} alt={alt} loading="lazy" decoding="async" onError={() => setMissing(true)} className={styles.picture} />
      ) : (
        <Sign size={28} aria-label={alt || undefined} aria-hidden={alt ? undefined : true} />
      )}
    </span>
  );
}
