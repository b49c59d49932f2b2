import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Point, Size } from './boxes';

const MOST = 16;
const WHEEL = 0.0015;
/** Room around the picture, so that a box at its edge can be reached. */
const MARGIN = 12;

/** How large the picture is drawn, and which of its pixels a pointer is on; what is under the pointer stays there while zooming. */
export function useStage({ columns, rows }: Size) {
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const held = useRef<{ share: Point; at: Point } | null>(null);
  const fit = Math.max(Math.min((width - 2 * MARGIN) / columns, (height - 2 * MARGIN) / rows), 0);

  const zoomBy = useCallback((factor: number, at?: { clientX: number; clientY: number }) => {
    if (!frame.current || !sheet.current) return;
    const outer = frame.current.getBoundingClientRect();
    const inner = sheet.current.getBoundingClientRect();
    const x = at?.clientX ?? outer.left + outer.width / 2;
    const y = at?.clientY ?? outer.top + outer.height / 2;
    held.current = {
      share: { x: (x - inner.left) / inner.width, y: (y - inner.top) / inner.height },
      at: { x: x - outer.left, y: y - outer.top },
    };
    setZoom((before) => Math.min(Math.max(before * factor, 1), MOST));
  }, []);

  useLayoutEffect(() => {
    if (!held.current || !frame.current || !sheet.current) return;
    const { share, at } = held.current;
    frame.current.scrollLeft = sheet.current.offsetLeft + share.x * sheet.current.offsetWidth - at.x;
    frame.current.scrollTop = sheet.current.offsetTop + share.y * sheet.current.offsetHeight - at.y;
    held.current = null;
  }, [zoom]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // React listens to the wheel passively: then the page could not be kept from scrolling.
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY * WHEEL), event);
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [zoomBy]);

  const pixelAt = useCallback(
    ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
      const inner = sheet.current?.getBoundingClientRect();
      if (!inner) return { x: 0, y: 0 };
      return { x: ((clientX - inner.left) / inner.width) * columns, y: ((clientY - inner.top) / inner.height) * rows };
    },
    [columns, rows],
  );

  return {
    frameRef: useMergedRef(sizeRef, frame),
    frame,
    sheet,
    zoom,
    width: columns * fit * zoom,
    height: rows * fit * zoom,
    zoomBy,
    fit: useCallback(() => setZoom(1), []),
    pixelAt,
  };
}

export type StageView = ReturnType<typeof useStage>;
