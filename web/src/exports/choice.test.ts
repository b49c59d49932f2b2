import { expect, test } from 'vitest';
import { inputOf, levelsFrom, problem, type Choice } from './choice';

const TABLE: Choice = { format: 'CSV', level: 'STUDY', columns: [], split: null, directory: false };

test('a table has rows of the level, and all columns when none is chosen', () => {
  expect(inputOf(TABLE)).toEqual({ format: 'CSV', level: 'STUDY', columns: null, split: null, directory: false });
  expect(inputOf({ ...TABLE, columns: ['id'] }).columns).toEqual(['id']);
});

test('files are images and have no columns', () => {
  expect(inputOf({ ...TABLE, format: 'PNG', columns: ['id'] })).toEqual({ format: 'PNG', level: 'IMAGE', columns: null, split: null, directory: false });
});

test('a split is in percent here and in fractions there', () => {
  const split = { train: 70, validation: 15, test: 15 };
  expect(problem({ ...TABLE, split })).toBeNull();
  expect(inputOf({ ...TABLE, split }).split).toEqual({ train: 0.7, validation: 0.15, test: 0.15, seed: 0 });
  expect(problem({ ...TABLE, split: { ...split, test: 20 } })).toBe('The three parts make up 100 %.');
  expect(problem({ ...TABLE, split: { train: 120, validation: -40, test: 20 } })).toBe('The three parts make up 100 %.');
});

test('a DICOMDIR is for DICOM files that are not split', () => {
  const files: Choice = { ...TABLE, format: 'DICOM', directory: true };
  expect(inputOf(files).directory).toBe(true);
  expect(inputOf({ ...files, split: { train: 70, validation: 15, test: 15 } }).directory).toBe(false);
  expect(inputOf({ ...files, format: 'TIFF' }).directory).toBe(false);
});

test('rows are what is exported or what is in it', () => {
  expect(levelsFrom('STUDY')).toEqual(['STUDY', 'SERIES', 'IMAGE']);
});
