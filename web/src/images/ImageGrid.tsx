import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { count } from '@/ui/words';
import styles from './ImageGrid.module.css';
import { KindSign } from './KindSign';
import { ReviewBadge } from './ReviewBadge';
import type { ImageRow } from './SeriesImages';
import { Thumbnail } from './Thumbnail';

type Props = { images: ImageRow[]; hasMore: boolean; onMore: () => void };

export function ImageGrid({ images, hasMore, onMore }: Props) {
  return (
    <>
      <ul className={styles.grid}>
        {images.map((image, index) => (
          <li key={image.id}>
            <Link to={`/images/${image.id}`} className={styles.tile} aria-label={`Open image ${image.number ?? index + 1}`}>
              {image.frames > 0 ? (
                <Thumbnail url={image.thumbnailUrl} alt="" className={styles.picture} />
              ) : (
                <KindSign name={image.sopClassName} className={styles.picture} />
              )}
              <span className={styles.caption}>
                <span className="numbers">{image.number ?? index + 1}</span>
                {image.frames > 1 && <span>{count(image.frames, 'frame')}</span>}
              </span>
              <span className={styles.badge}>
                <ReviewBadge status={image.deidentification.status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" mt="md" onClick={onMore}>
          Show more
        </Button>
      )}
    </>
  );
}
