import { cache, Enums, utilities, type Types } from '@cornerstonejs/core';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useChosenWindow } from './chosenWindow';
import { stage, start, type Mode, type Stage } from './engine';
import { prefetch } from './prefetch';
import type { Frame, Window } from './stack';

/** What is shown, as the overlays tell it. */
export type View = { index: number; window: Window | null; zoom: number; rotation: number; isInverted: boolean; isDrawn: boolean; loaded: number };

const NOTHING: View = { index: 0, window: null, zoom: 1, rotation: 0, isInverted: false, isDrawn: false, loaded: 0 };
const { CAMERA_MODIFIED, IMAGE_RENDERED, STACK_NEW_IMAGE, VOI_MODIFIED } = Enums.Events;

/** Draws the stack in the element, and offers what the toolbar and the keyboard do to it. */
export function useViewer(element: RefObject<HTMLDivElement | null>, frames: Frame[] | null, initialIndex: number) {
  const [view, setView] = useState<View>({ ...NOTHING, index: initialIndex });
  const [error, setError] = useState<string | null>(null);
  const [mode, setModeShown] = useState<Mode>('window');
  const current = useRef<Stage | null>(null);
  const fitted = useRef(1);
  const chosen = useChosenWindow(current);
  const first = useRef(initialIndex);
  first.current = initialIndex;

  useEffect(() => {
    const target = element.current;
    if (!target || !frames) return;
    const from = first.current;
    let isGone = false;
    let stopPrefetch = () => undefined as void;
    let stopListening = () => undefined as void;
    let observer: ResizeObserver | null = null;
    const look = () => current.current && setView((before) => read(current.current as Stage, fitted.current, before));
    const drawn = () => {
      if (chosen.keep()) look();
      setView((before) => (before.isDrawn ? before : { ...before, isDrawn: true }));
    };
    const open = async () => {
      await start();
      if (isGone) return;
      const opened = stage(target);
      current.current = opened;
      for (const event of [CAMERA_MODIFIED, STACK_NEW_IMAGE, VOI_MODIFIED]) target.addEventListener(event, look);
      target.addEventListener(IMAGE_RENDERED, drawn);
      stopListening = chosen.listen(target);
      const imageIds = frames.map(({ imageId }) => imageId);
      await opened.viewport.setStack(imageIds, from);
      if (isGone) return;
      opened.viewport.render();
      fitted.current = opened.viewport.getZoom();
      look();
      observer = new ResizeObserver(() => {
        opened.resize();
        look();
      });
      observer.observe(target);
      const shown = frames[from];
      const size = shown ? 2 * shown.rows * shown.columns : 0;
      const count = () => setView((before) => ({ ...before, loaded: imageIds.filter((id) => cache.getImageLoadObject(id)).length }));
      stopPrefetch = prefetch(imageIds, from, size, count);
    };
    open().catch((problem: unknown) => {
      if (!isGone) setError(problem instanceof Error ? problem.message : 'The image could not be drawn.');
    });
    return () => {
      isGone = true;
      stopPrefetch();
      stopListening();
      observer?.disconnect();
      for (const event of [CAMERA_MODIFIED, STACK_NEW_IMAGE, VOI_MODIFIED]) target.removeEventListener(event, look);
      target.removeEventListener(IMAGE_RENDERED, drawn);
      current.current?.destroy();
      current.current = null;
    };
  }, [element, frames, chosen]);

  const change = useCallback((act: (viewport: Types.IStackViewport) => void) => {
    const opened = current.current;
    if (!opened) return;
    act(opened.viewport);
    opened.viewport.render();
    setView((before) => read(opened, fitted.current, before));
  }, []);

  const actions = useMemo(
    () => ({
      show: (index: number) =>
        change((viewport) => {
          const last = viewport.getImageIds().length - 1;
          viewport.setImageIdIndex(Math.min(last, Math.max(0, index))).catch((problem: unknown) => {
            setError(problem instanceof Error ? problem.message : 'The image could not be drawn.');
          });
        }),
      step: (by: number) => change((viewport) => viewport.scroll(by)),
      /** The next image, and after the last one the first. */
      turn: () => change((viewport) => viewport.scroll(1, false, true)),
      setWindow: ({ center, width }: Window) =>
        change((viewport) => {
          const voiRange = utilities.windowLevel.toLowHighRange(width, center);
          chosen.choose(voiRange);
          viewport.setProperties({ voiRange });
        }),
      invert: () => change((viewport) => viewport.setProperties({ invert: !viewport.getProperties().invert })),
      rotate: (degrees: number) =>
        change((viewport) => viewport.setViewPresentation({ rotation: ((viewport.getViewPresentation().rotation ?? 0) + degrees + 360) % 360 })),
      flip: (side: 'flipHorizontal' | 'flipVertical') =>
        change((viewport) => viewport.setCamera({ [side]: !viewport.getCamera()[side] })),
      zoomBy: (factor: number) => change((viewport) => viewport.setZoom(viewport.getZoom() * factor)),
      reset: () =>
        change((viewport) => {
          chosen.choose(null);
          // Drawing on the processor, Cornerstone's reset leaves flips and rotation as they are.
          viewport.setCamera({ flipHorizontal: false, flipVertical: false });
          viewport.setViewPresentation({ rotation: 0 });
          viewport.resetCamera();
          viewport.resetProperties();
          fitted.current = viewport.getZoom();
        }),
      setMode: (next: Mode) => {
        current.current?.setMode(next);
        setModeShown(next);
      },
      viewport: () => current.current?.viewport ?? null,
    }),
    [change, chosen],
  );
  return { view, error, mode, actions };
}

export type ViewerActions = ReturnType<typeof useViewer>['actions'];

function read({ viewport }: Stage, fitted: number, before: View): View {
  const { voiRange, invert } = viewport.getProperties();
  return {
    ...before,
    index: viewport.getCurrentImageIdIndex(),
    window: voiRange ? windowOf(voiRange) : null,
    zoom: viewport.getZoom() / fitted,
    rotation: viewport.getViewPresentation()?.rotation ?? 0,
    isInverted: invert ?? false,
  };
}

function windowOf({ lower, upper }: { lower: number; upper: number }): Window {
  const { windowCenter, windowWidth } = utilities.windowLevel.toWindowLevel(lower, upper);
  return { center: windowCenter, width: windowWidth };
}
