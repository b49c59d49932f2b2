import { cache, imageLoader } from '@cornerstonejs/core';
import { nearestFirst } from './nearestFirst';

/** Two requests at once leave the line free for the image that is looked at. */
const AT_ONCE = 2;
/** What a series may take of the browser's memory before its rest is loaded only when it is looked at. */
const LIMIT_BYTES = 512 * 1024 * 1024;

/** Loads the rest of a stack, nearest first; returns a function that stops it. */
export function prefetch(imageIds: string[], from: number, bytesPerImage: number, onLoaded: () => void): () => void {
  let isStopped = false;
  const most = Math.max(1, Math.floor(LIMIT_BYTES / Math.max(1, bytesPerImage)));
  const queue = nearestFirst(imageIds.length, from)
    .slice(0, most)
    .map((index) => imageIds[index] as string);
  const work = async () => {
    for (let imageId = queue.shift(); imageId !== undefined && !isStopped; imageId = queue.shift()) {
      if (!cache.getImageLoadObject(imageId)) {
        // An image that cannot be loaded says so when it is looked at.
        await imageLoader.loadAndCacheImage(imageId).catch(() => undefined);
      }
      if (!isStopped) onLoaded();
    }
  };
  for (let worker = 0; worker < AT_ONCE; worker += 1) void work();
  return () => {
    isStopped = true;
  };
}
