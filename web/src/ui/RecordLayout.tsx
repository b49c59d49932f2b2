import type { ReactNode } from 'react';
import styles from './RecordLayout.module.css';

/** A record's facts beside what it holds; one above the other where there is no room. */
export const RecordLayout = ({ aside, children }: { aside: ReactNode; children: ReactNode }) => (
  <div className={styles.columns}>
    <div className={styles.aside}>{aside}</div>
    <div>{children}</div>
  </div>
);
