import { KindSign } from '@/images/KindSign';
import { useEffect, useState } from 'react';
import { seriesMetadata } from './hubImages';
import { outlineOf, type Line } from './outline';
import { Place } from './Place';
import { SidePanel } from './SidePanel';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

/** An object without pixels: what kind it is, what a report says, and the panel that every image has. */
export function ObjectView({ image }: { image: ShownImage }) {
  const lines = useOutline(image);
  return (
    <div className={styles.viewer}>
      <div className={styles.toolbar}>
        <Place image={image} />
      </div>
      <div className={styles.body}>
        <section className={styles.object} aria-label={image.sopClassName}>
          <KindSign name={image.sopClassName} className={styles.kind} />
          {lines.length > 0 && (
            <ul className={styles.outline} aria-label="Content">
              {lines.map(({ depth, name, value }, index) => (
                <li key={index} style={{ paddingLeft: `${depth * 1.25}rem` }}>
                  {name && <strong>{name}</strong>} {value}
                </li>
              ))}
            </ul>
          )}
        </section>
        <SidePanel image={image} frame={undefined} />
      </div>
    </div>
  );
}

function useOutline({ id, series }: ShownImage): Line[] {
  const [lines, setLines] = useState<Line[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    setLines([]);
    seriesMetadata(series.id, abort.signal).then(
      (metadata) => setLines(outlineOf(metadata.find((each) => each.id === id)?.dataset ?? {})),
      () => undefined, // what kind it is, and its file, are there all the same
    );
    return () => abort.abort();
  }, [id, series.id]);
  return lines;
}
