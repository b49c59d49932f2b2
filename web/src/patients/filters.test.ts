import { expect, test } from 'vitest';
import { fromAddress, isFiltered, NEWEST_FIRST, toAddress, toFilter, toOrder, type PatientFilters } from './filters';

const NONE: PatientFilters = { genders: [], ageFrom: null, ageTo: null, modalities: [], collection: null, sort: NEWEST_FIRST };
const ALL: PatientFilters = {
  genders: ['FEMALE', 'UNKNOWN'],
  ageFrom: 40,
  ageTo: 0,
  modalities: ['MG', 'MR'],
  collection: 'col_1',
  sort: { by: 'IMAGE_COUNT', direction: 'DESC' },
};
const read = (address: string) => fromAddress(new URLSearchParams(address));

test('what is at its default leaves no trace in the address', () => {
  expect(toAddress(NONE).toString()).toBe('');
  expect(read('')).toEqual(NONE);
});

test('an address reads back as it was written', () => {
  expect(toAddress(ALL).toString()).toBe('gender=female&gender=unknown&age-from=40&age-to=0&modality=MG&modality=MR&collection=col_1&sort=-image_count');
  expect(fromAddress(toAddress(ALL))).toEqual(ALL);
});

test('an ascending order is written without a sign', () => {
  expect(read('sort=age').sort).toEqual({ by: 'AGE', direction: 'ASC' });
});

test('an order by a dynamic field is one of the address too', () => {
  const sort = { by: 'field:Tumour size', direction: 'DESC' as const };
  expect(toAddress({ ...NONE, sort }).toString()).toBe('sort=-field%3ATumour+size');
  expect(read('sort=-field%3ATumour+size').sort).toEqual(sort);
  expect(toOrder({ ...NONE, sort })).toEqual([{ field: 'Tumour size', direction: 'DESC' }]);
  expect(read('sort=field%3A').sort).toEqual(NEWEST_FIRST);
});

test('what an address says wrongly is left out', () => {
  expect(read('gender=robot&age-from=-3&age-to=x&modality=%3Cscript%3E&collection=pat_1&sort=password')).toEqual(NONE);
});

test('the filter names only what is narrowed', () => {
  expect(toFilter(NONE)).toBeNull();
  expect(isFiltered(NONE)).toBe(false);
  expect(toFilter({ ...NONE, ageFrom: 40 })).toEqual({ age: { gte: 40 } });
  expect(toFilter(ALL)).toEqual({ gender: { in: ['FEMALE', 'UNKNOWN'] }, age: { gte: 40, lte: 0 }, modality: { in: ['MG', 'MR'] }, collection: 'col_1' });
  expect(toOrder(ALL)).toEqual([{ by: 'IMAGE_COUNT', direction: 'DESC' }]);
});
