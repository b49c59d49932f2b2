import { Alert, Center, Loader } from '@mantine/core';
import { useEffect, useState, type Dispatch, type PointerEvent } from 'react';
import { isOn } from '@/images/regions';
import { spanned, LEAST_PIXELS, type Boxes, type Change, type Point, type Size } from './boxes';
import { BoxMark } from './BoxMark';
import styles from './Review.module.css';
import type { StageView } from './useStage';

type Drag = { kind: 'draw'; from: Point; to: Point } | { kind: 'span'; key: string; anchor: Point } | { kind: 'move'; key: string; last: Point } | { kind: 'pan' };
type Props = {
  url: string;
  alt: string;
  size: Size;
  frame: number;
  /** Which frames a drawn box is for. */
  newFrame: number;
  isInverted: boolean;
  state: Boxes;
  dispatch: Dispatch<Change>;
  view: StageView;
};

/** One frame with the boxes over it: drag to draw, drag a box to move it, drag a corner to change it. */
export function Stage({ url, alt, size, frame, newFrame, isInverted, state, dispatch, view }: Props) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const boxes = state.boxes.filter((box) => isOn(box, frame));

  const begin = (event: PointerEvent, next: (at: Point) => Drag) => {
    if (!event.isPrimary) return;
    view.sheet.current?.setPointerCapture(event.pointerId);
    setDrag(event.button === 0 ? next(view.pixelAt(event)) : { kind: 'pan' });
  };
  const move = (event: PointerEvent) => {
    const at = view.pixelAt(event);
    switch (drag?.kind) {
      case 'draw':
        return setDrag({ ...drag, to: at });
      case 'span':
        return dispatch({ do: 'span', key: drag.key, from: drag.anchor, to: at, size });
      case 'move': {
        const by = { x: Math.round(at.x - drag.last.x), y: Math.round(at.y - drag.last.y) };
        if (by.x === 0 && by.y === 0) return;
        dispatch({ do: 'move', key: drag.key, by, size });
        return setDrag({ ...drag, last: { x: drag.last.x + by.x, y: drag.last.y + by.y } });
      }
      case 'pan':
        return view.frame.current?.scrollBy(-event.movementX, -event.movementY);
    }
  };
  const end = () => {
    setDrag(null);
    if (drag?.kind === 'draw') {
      const { from, to } = drag;
      const isClick = Math.abs(to.x - from.x) < LEAST_PIXELS && Math.abs(to.y - from.y) < LEAST_PIXELS;
      dispatch(isClick ? { do: 'select', key: null } : { do: 'add', frame: newFrame, from, to, size });
    } else dispatch({ do: 'settle' });
  };

  return (
    <div className={styles.frame} ref={view.frameRef}>
      <div
        ref={view.sheet}
        className={styles.sheet}
        style={{ width: view.width, height: view.height }}
        data-testid="sheet"
        onPointerDown={(event) => begin(event, (at) => ({ kind: 'draw', from: at, to: at }))}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Picture key={url} url={url} alt={alt} isInverted={isInverted} />
        {boxes.map((box) => (
          <BoxMark
            key={box.key}
            box={box}
            number={state.boxes.indexOf(box) + 1}
            count={state.boxes.length}
            size={size}
            isSelected={box.key === state.selected}
            dispatch={dispatch}
            onGrab={(event) => begin(event, (at) => ({ kind: 'move', key: box.key, last: at }))}
            onCorner={(event, anchor) => begin(event, () => ({ kind: 'span', key: box.key, anchor }))}
          />
        ))}
        {drag?.kind === 'draw' && <div className={styles.drawn} style={placed(spanned(drag.from, drag.to, size), size)} />}
      </div>
    </div>
  );
}

/** Where a box lies, in shares of the picture. */
export const placed = (box: Point & { width: number; height: number }, { columns, rows }: Size) => ({
  left: `${(100 * box.x) / columns}%`,
  top: `${(100 * box.y) / rows}%`,
  width: `${(100 * box.width) / columns}%`,
  height: `${(100 * box.height) / rows}%`,
});

function Picture({ url, alt, isInverted }: { url: string; alt: string; isInverted: boolean }) {
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading');
  useEffect(() => setState('loading'), [url]);
  return (
    <>
      <img
        src={url}
        alt={alt}
        draggable={false}
        className={styles.picture}
        data-inverted={isInverted || undefined}
        data-drawn={state === 'shown' || undefined}
        onLoad={() => setState('shown')}
        onError={() => setState('missing')}
      />
      {state === 'loading' && (
        <Center className={styles.waiting}>
          <Loader color="white" aria-label="Loading the picture" />
        </Center>
      )}
      {state === 'missing' && (
        <Center className={styles.waiting}>
          <Alert color="red" variant="filled" role="alert" title="This picture cannot be shown">
            It may have been reviewed by somebody else, or its file is gone. Without it, only rejecting is left.
          </Alert>
        </Center>
      )}
    </>
  );
}
