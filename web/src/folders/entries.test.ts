import { expect, test } from 'vitest';
import { imageEntry, patientEntry, placeOf, targetOf } from './entries';
import { stepOf } from './grid';

test('an address names a place by the kind of its id', () => {
  expect(placeOf('stu_1')).toEqual({ kind: 'study', id: 'stu_1' });
  for (const wrong of [null, '', 'img_1', 'nonsense']) expect(placeOf(wrong)).toEqual({ kind: 'hub', id: null });
});

test('files are filed where they are dropped, and never on an image', () => {
  expect(targetOf('hub', null, '')).toEqual({});
  expect(targetOf('patient', 'pat_1', 'Case')).toEqual({ patientId: 'pat_1', name: 'Case' });
  expect(targetOf('study', 'stu_1', 'CT')).toEqual({ studyId: 'stu_1', name: 'CT' });
  expect(targetOf('series', 'ser_1', 'Axial')).toEqual({ seriesId: 'ser_1', name: 'Axial' });
  expect(targetOf('image', 'img_1', 'Image 1')).toBeNull();
});

test('an entry says what is known of it and no more', () => {
  expect(patientEntry({ id: 'pat_1', label: null, age: 0, gender: 'UNKNOWN', imageCount: 1, version: 3 })).toMatchObject({ name: 'pat_1', detail: '0, 1 image', label: null, version: 3 });
  const image = { id: 'img_1', number: null, frames: 0, sopClassName: 'Basic Text SR', fileSize: 1, thumbnailUrl: '/t', deidentification: { status: 'CLEAN' as const } };
  expect(imageEntry(image)).toMatchObject({ name: 'img_1', detail: '', sign: 'Basic Text SR' });
  expect(imageEntry({ ...image, number: 2, frames: 5 })).toMatchObject({ name: 'Image 2', detail: '5 frames', sign: null });
});

test('keys go by one, by a row, or to an end', () => {
  expect(['ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter'].map((key) => stepOf(key, 4))).toEqual([1, -4, 4, null]);
  expect(stepOf('End', 4)).toBe(Number.POSITIVE_INFINITY);
});
