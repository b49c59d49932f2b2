import { X } from 'lucide-react';
import type { Dispatch, KeyboardEvent, PointerEvent } from 'react';
import { REASONS } from '@/images/regions';
import type { Box, Change, Point, Size } from './boxes';
import styles from './Review.module.css';
import { placed } from './Stage';

/** An arrow key moves by this share of the picture's shorter side. */
const STEP = 1 / 200;

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

type Props = {
  box: Box;
  number: number;
  count: number;
  size: Size;
  isSelected: boolean;
  dispatch: Dispatch<Change>;
  onGrab: (event: PointerEvent) => void;
  onCorner: (event: PointerEvent, anchor: Point) => void;
};

export const boxText = ({ frame, x, y, width, height }: Omit<Box, 'key' | 'reason'>) =>
  `${width} × ${height} at ${x}, ${y}${frame ? `, frame ${frame}` : ''}`;

/** One box over the picture; chosen, it has corners to drag and an x to remove it. */
export function BoxMark({ box, number, count, size, isSelected, dispatch, onGrab, onCorner }: Props) {
  const { x, y, width, height } = box;
  const corners: [style: string | undefined, anchor: Point][] = [
    [styles.upperLeft, { x: x + width, y: y + height }],
    [styles.upperRight, { x, y: y + height }],
    [styles.lowerLeft, { x: x + width, y }],
    [styles.lowerRight, { x, y }],
  ];
  const press = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const step = Math.max(1, Math.round(Math.min(size.columns, size.rows) * STEP));
    dispatch({ do: event.shiftKey ? 'grow' : 'move', key: box.key, by: { x: arrow.x * step, y: arrow.y * step }, size });
  };
  return (
    <>
      <button
        type="button"
        id={box.key}
        className={styles.box}
        style={placed(box, size)}
        data-drawn-by={box.reason === 'MANUAL' ? 'reviewer' : 'hub'}
        aria-pressed={isSelected}
        aria-label={`Box ${number} of ${count}: ${boxText(box)}: ${REASONS[box.reason]}`}
        onFocus={() => !isSelected && dispatch({ do: 'select', key: box.key })}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.stopPropagation();
          event.currentTarget.focus();
          onGrab(event);
        }}
      />
      {isSelected && (
        <div className={styles.handles} style={placed(box, size)} aria-hidden>
          {corners.map(([style, anchor]) => (
            <span
              key={style}
              className={`${styles.corner} ${style}`}
              onPointerDown={(event) => {
                event.stopPropagation();
                onCorner(event, anchor);
              }}
            />
          ))}
          <span
            className={styles.remove}
            title="Remove (Delete)"
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => dispatch({ do: 'remove', key: box.key })}
          >
            <X size={16} />
          </span>
        </div>
      )}
    </>
  );
}
