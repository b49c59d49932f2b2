import { Text } from '@mantine/core';
import { isOn } from '@/images/regions';
import { count } from '@/ui/words';
import type { Preview } from './preview';
import styles from './Preview.module.css';
import { numberOf } from './rows';

/** The middle frame as it is and as it would be; a frame around what would be blacked out. */
export function Pictures({ preview }: { preview: Preview }) {
  const { attributes, redactedRegions } = preview;
  const columns = numberOf(attributes, 'Columns');
  const rows = numberOf(attributes, 'Rows');
  const frames = numberOf(attributes, 'NumberOfFrames') ?? 1;
  const shown = redactedRegions.filter((region) => isOn(region, Math.floor((frames + 1) / 2)));
  // As large as there is room for, also where the picture has few pixels.
  const fitting = { width: `min(100%, calc(var(--tallest) * ${(columns ?? 1) / (rows ?? 1)}))` };
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const marks =
    columns && rows
      ? shown.map(({ x, y, width, height }) => (
          <span
            key={`${x}-${y}-${width}-${height}`}
            className={styles.mark}
            style={{ left: share(x, columns), top: share(y, rows), width: share(width, columns), height: share(height, rows) }}
          />
        ))
      : null;
  return (
    <section aria-label="Pictures">
      <div className={styles.pictures}>
        <figure>
          <figcaption>Now</figcaption>
          <span className={styles.picture}>
            <span style={fitting}>
              <img src={preview.pictureBefore} alt="The picture as it is now" />
              {marks}
            </span>
          </span>
        </figure>
        <figure>
          <figcaption>As it would be stored</figcaption>
          <span className={styles.picture}>
            <span style={fitting}>
              <img src={preview.pictureAfter} alt="The picture as it would be stored" />
              {marks}
            </span>
          </span>
        </figure>
      </div>
      <Text size="sm" c="dimmed" mt={6}>
        {shown.length === 0
          ? 'No text was found in the pixels: the picture stays as it is.'
          : `${count(shown.length, 'box', 'boxes')} with text would be blacked out.`}
        {frames > 1 && ` The middle one of ${count(frames, 'frame')} is shown.`}
      </Text>
    </section>
  );
}
