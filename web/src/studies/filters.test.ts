import { expect, test } from 'vitest';
import { fromAddress, isFiltered, NEWEST_FIRST, toAddress, toFilter, toOrder, type StudyFilters } from './filters';

const NONE: StudyFilters = { from: null, to: null, modalities: [], sort: NEWEST_FIRST };
const ALL: StudyFilters = { from: '2024-01-31', to: '2024-12-01', modalities: ['CT'], sort: { by: 'IMAGE_COUNT', direction: 'ASC' } };
const read = (address: string) => fromAddress(new URLSearchParams(address));

test('an address reads back as it was written, and a default leaves no trace', () => {
  expect(toAddress(NONE).toString()).toBe('');
  expect(read('')).toEqual(NONE);
  expect(toAddress(ALL).toString()).toBe('from=2024-01-31&to=2024-12-01&modality=CT&sort=image_count');
  expect(fromAddress(toAddress(ALL))).toEqual(ALL);
});

test('what an address says wrongly is left out', () => {
  expect(read('from=yesterday&to=2024-13-45&modality=%3C&sort=password')).toEqual(NONE);
});

test('the filter names only what is narrowed', () => {
  expect(toFilter(NONE)).toBeNull();
  expect(isFiltered(NONE)).toBe(false);
  expect(toFilter({ ...NONE, to: '2024-12-01' })).toEqual({ date: { lte: '2024-12-01' } });
  expect(toFilter(ALL)).toEqual({ date: { gte: '2024-01-31', lte: '2024-12-01' }, modality: { in: ['CT'] } });
  expect(toOrder(ALL)).toEqual([{ by: 'IMAGE_COUNT', direction: 'ASC' }]);
});
