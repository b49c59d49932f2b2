import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Thumbnail } from '@/images/Thumbnail';
import { count, dayOf, nameOf } from '@/ui/words';
import styles from './Review.module.css';
import type { Waiting } from './ReviewPage';

type Props = { images: Waiting[]; shownId: string; onShow: (id: string) => void; hasMore: boolean; onMore: () => void };

/** The images that wait, at the side. */
export function Queue({ images, shownId, onShow, hasMore, onMore }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shownId]);
  return (
    <nav className={styles.queue} aria-label="Images to review">
      <ul ref={list}>
        {images.map((image, index) => (
          <li key={image.id}>
            <button type="button" className={styles.item} aria-current={image.id === shownId} onClick={() => onShow(image.id)}>
              <Thumbnail url={image.thumbnailUrl} alt="" className={styles.thumbnail} />
              <span className={styles.caption}>
                <span className="visually-hidden">Image {index + 1}: </span>
                {[image.series.modality, image.frames > 1 && count(image.frames, 'frame')].filter(Boolean).join(', ') || 'Image'}
                <small>{nameOf(image.series.study.patient)}</small>
                <small>{dayOf(image.createdAt)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" size="xs" fullWidth mt="sm" onClick={onMore}>
          Show more
        </Button>
      )}
    </nav>
  );
}
