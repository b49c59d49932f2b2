import { expect, test } from 'vitest';
import { changes, draftOf, parse, problems, type Draft, type Stored } from './draft';

const draft = (part: Partial<Draft>): Draft => ({ key: part.name ?? 'k', name: 'x', type: 'TEXT', value: '', choices: [], isNew: true, ...part });
const stored: Stored[] = [
  { name: 'smoker', type: 'BOOLEAN', value: true, definition: { label: 'Smoker' } },
  { name: 'size', type: 'DECIMAL', value: 1.5, definition: { label: 'Size' } },
];

test.each([
  ['INTEGER', '12', 12],
  ['INTEGER', '1.5', undefined],
  ['DECIMAL', '1,5', 1.5],
  ['DECIMAL', 'many', undefined],
  ['BOOLEAN', 'false', false],
  ['DATE', '2024-02-29', '2024-02-29'],
  ['DATE', '29.2.2024', undefined],
  ['TEXT', '  a b ', 'a b'],
  ['CHOICE', 'pre', 'pre'],
  ['INTEGER', ' ', null],
] as const)('%s "%s" is %s', (type, value, expected) => {
  expect(parse({ type, value })).toBe(expected);
});

test('unnamed, doubled and mistyped fields are told', () => {
  const drafts = [draft({ key: 'a', name: '' }), draft({ key: 'b', name: 'y' }), draft({ key: 'c', name: 'y' }), draft({ key: 'd', name: 'z', type: 'INTEGER', value: '1.5' })];
  expect(problems(drafts)).toEqual({ a: 'Name the field', c: 'This field is there already', d: 'Not a valid integer' });
});

test('nothing is sent for fields that stay as they are', () => {
  expect(changes(stored.map(draftOf), stored)).toEqual([]);
});

test('a changed value, a new field, a removed field and an emptied field are sent', () => {
  const [smoker, size] = stored.map(draftOf) as [Draft, Draft];
  expect(changes([{ ...size, value: '' }, draft({ name: ' stage ', value: 'II' })], stored)).toEqual([
    { name: 'smoker', value: null },
    { name: 'size', type: 'DECIMAL', value: null },
    { name: 'stage', type: 'TEXT', value: 'II' },
  ]);
  expect(changes([{ ...smoker, value: 'false' }, size], stored)).toEqual([{ name: 'smoker', type: 'BOOLEAN', value: false }]);
});

test('a new field without a value is not sent', () => {
  expect(changes([draft({ name: 'empty' })])).toEqual([]);
});
