import { Enums, type Types } from '@cornerstonejs/core';
import { useMemo, type RefObject } from 'react';
import type { Stage } from './engine';

/** The window that a person chose stays through the stack: Cornerstone sets that of the file on every new image. */
export function useChosenWindow(current: RefObject<Stage | null>) {
  return useMemo(() => {
    let range: Types.VOIRange | null = null;
    let keptOn = -1;
    let isDragging = false;
    const choose = (next: Types.VOIRange | null) => {
      range = next;
      keptOn = current.current?.viewport.getCurrentImageIdIndex() ?? -1;
    };
    /** Sets the chosen window on an image that has not got it yet; tells whether it did. */
    const keep = (): boolean => {
      const viewport = current.current?.viewport;
      const index = viewport?.getCurrentImageIdIndex() ?? -1;
      if (!viewport || !range || isDragging || index === keptOn) return false;
      keptOn = index;
      viewport.setProperties({ voiRange: range });
      viewport.render();
      return true;
    };
    /** Notices a window that is dragged with the mouse or a finger; returns what ends that. */
    const listen = (target: HTMLElement) => {
      const press = () => (isDragging = true);
      const release = () => (isDragging = false);
      const change = () => {
        const dragged = current.current?.viewport.getProperties().voiRange;
        if (isDragging && dragged) choose({ ...dragged });
      };
      target.addEventListener('pointerdown', press);
      window.addEventListener('pointerup', release);
      target.addEventListener(Enums.Events.VOI_MODIFIED, change);
      return () => {
        target.removeEventListener('pointerdown', press);
        window.removeEventListener('pointerup', release);
        target.removeEventListener(Enums.Events.VOI_MODIFIED, change);
      };
    };
    return { choose, keep, listen };
  }, [current]);
}
