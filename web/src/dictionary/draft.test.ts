import { expect, test } from 'vitest';
import type { DefinitionFragment } from '@/graphql/generated/graphql';
import { changesOf, definitionOf, draftOf, NEW, valuesOf } from './draft';

const FIELD: DefinitionFragment = {
  id: 'fld_1', name: 'size', label: 'Size', owner: 'PATIENT', type: 'DECIMAL', unit: 'mm', description: null, choices: null, category: null, code: null, minimum: 0, maximum: null,
};

test('a definition comes back from the form as it was', () => {
  expect(changesOf(draftOf(FIELD))).toEqual({ label: 'Size', unit: 'mm', description: null, choices: null, category: null, code: null, minimum: 0, maximum: null });
});

test('what a type does not have is not sent', () => {
  const draft = { ...NEW, name: ' stage ', type: 'CHOICE' as const, choices: ['I', 'II'], unit: 'mm', minimum: '1' };
  expect(definitionOf(draft, 'STUDY')).toMatchObject({ name: 'stage', owner: 'STUDY', label: 'stage', choices: ['I', 'II'], unit: null, minimum: null });
});

test('values are told in words', () => {
  expect(valuesOf(FIELD)).toBe('from 0 mm');
  expect(valuesOf({ ...FIELD, maximum: 200 })).toBe('0 to 200 mm');
  expect(valuesOf({ ...FIELD, choices: ['I', 'II'] })).toBe('I, II');
  expect(valuesOf({ ...FIELD, minimum: null, unit: null })).toBe('');
});
