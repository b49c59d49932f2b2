import { useEffect, useRef } from 'react';
import type { Frame } from './stack';
import styles from './Viewer.module.css';

type Props = { frames: Frame[]; index: number; onShow: (index: number) => void };

/** A thumbnail of each image; the frames of one image share theirs. */
export function Strip({ frames, index, onShow }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const images = frames.map((frame, position) => ({ frame, position })).filter(({ frame }) => frame.frame === 1);
  const shown = frames[index]?.id;
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <nav className={styles.strip} aria-label="Images of this series" tabIndex={-1}>
      <ul ref={list}>
        {images.map(({ frame, position }, order) => (
          <li key={frame.id}>
            <button
              type="button"
              className={styles.frame}
              aria-current={frame.id === shown}
              aria-label={`Image ${order + 1}`}
              onClick={() => onShow(position)}
            >
              <img src={`/files/images/${frame.id}/thumbnail`} alt="" loading="lazy" width="100%" height="100%" style={{ objectFit: 'contain' }} />
              <span aria-hidden>{order + 1}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
