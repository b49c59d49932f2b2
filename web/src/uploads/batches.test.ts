import { expect, test } from 'vitest';
import { BATCH_BYTES, BATCH_FILES, batches } from './batches';
import type { Chosen } from './target';

const chosen = (path: string, size: number): Chosen => ({ path, file: { size } as File });
const many = (count: number, size: number) => Array.from({ length: count }, (_, index) => chosen(`f${index}`, size));
const sizes = (files: Chosen[]) => batches(files).map((batch) => batch.length);

test('a hundred small files are one request, the next begins another', () => {
  expect(sizes(many(BATCH_FILES, 10))).toEqual([100]);
  expect(sizes(many(BATCH_FILES + 1, 10))).toEqual([100, 1]);
});

test('a request is never larger than its limit', () => {
  expect(sizes(many(5, BATCH_BYTES / 2))).toEqual([2, 2, 1]);
});

test('a file beyond the limit goes alone', () => {
  expect(sizes([chosen('a', 1), chosen('huge', BATCH_BYTES * 3), chosen('b', 1)])).toEqual([1, 1, 1]);
});

test('all files are sent, in their order', () => {
  const files = many(250, BATCH_BYTES / 60);
  expect(batches(files).flat()).toEqual(files);
});

test('no files are no request', () => {
  expect(batches([])).toEqual([]);
});
