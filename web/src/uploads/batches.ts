import type { Chosen } from './target';

/** A batch is small enough to be sent again when the connection breaks, large enough to keep the line full. */
export const BATCH_BYTES = 32 * 1024 * 1024;
export const BATCH_FILES = 100;

/** The files in requests of at most BATCH_BYTES and BATCH_FILES; a single bigger file goes alone. */
export function batches(files: readonly Chosen[]): Chosen[][] {
  const all: Chosen[][] = [];
  let current: Chosen[] = [];
  let size = 0;
  for (const chosen of files) {
    const isFull = current.length === BATCH_FILES || size + chosen.file.size > BATCH_BYTES;
    if (current.length && isFull) {
      all.push(current);
      current = [];
      size = 0;
    }
    current.push(chosen);
    size += chosen.file.size;
  }
  if (current.length) all.push(current);
  return all;
}
