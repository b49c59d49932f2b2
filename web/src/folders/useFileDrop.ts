import { useState, type DragEvent } from 'react';
import type { Entry } from './entries';

/** Called with what was dropped on a place; the entry is missing where it was the place that is open. */
export type OnFiles = (files: DataTransferItemList, on?: Entry) => void;

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Lets files be dropped on an element; nothing where they may not. */
export function useFileDrop(onFiles?: (files: DataTransferItemList) => void) {
  const [isOver, setOver] = useState(false);
  if (!onFiles) return { isOver: false, handlers: {} };
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      onFiles(event.dataTransfer.items);
    },
  };
  return { isOver, handlers };
}
