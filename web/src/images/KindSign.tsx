import { Activity, BookMarked, Crosshair, File, FileText, Layers, Paperclip, type LucideIcon } from 'lucide-react';
import thumbnail from './Thumbnail.module.css';
import styles from './KindSign.module.css';

/** By what PS3.6 calls a kind of object; the first that fits. */
const ICONS: [RegExp, LucideIcon][] = [
  [/Key Object/, BookMarked],
  [/SR$|Report|Procedure Log/, FileText],
  [/Presentation State/, Layers],
  [/^RT |Radiation|Registration|Fiducials/, Crosshair],
  [/Waveform|Spectroscopy/, Activity],
  [/Encapsulated/, Paperclip],
];

/** What stands in for the picture of an object that has none: an icon and the name of its kind. */
export function KindSign({ name, className = '' }: { name: string; className?: string }) {
  const Icon = ICONS.find(([pattern]) => pattern.test(name))?.[1] ?? File;
  return (
    <span className={`${thumbnail.frame} ${className}`}>
      <span className={styles.sign}>
        <Icon size={28} aria-hidden />
        {name}
      </span>
    </span>
  );
}
