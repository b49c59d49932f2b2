import { expect, test } from 'vitest';
import type { Attribute } from './preview';
import { chosen, fateOf, numberOf, tally } from './rows';

const row = (part: Partial<Attribute>): Attribute => ({ path: '(0010,0010)', keyword: 'PatientName', before: 'a', after: 'a', action: null, ...part });
const NAME = row({ before: 'Silva^Maria', after: 'pat_preview', action: 'REPLACED' });
const ROWS = row({ path: '(0028,0010)', keyword: 'Rows', before: '128', after: '128' });
const NEW = row({ path: '(0012,0062)', keyword: 'PatientIdentityRemoved', before: null, after: 'YES', action: 'REPLACED' });
const GONE = row({ path: '(0009,1001)', keyword: null, before: 'serial 4711', after: null, action: 'REMOVED' });
const KEPT = row({ path: '(0010,0040)', keyword: 'PatientSex', before: 'F', after: 'F', action: 'KEPT' });
const ALL = [NAME, ROWS, NEW, GONE, KEPT];

test('what becomes of an attribute has a word', () => {
  expect(ALL.map(fateOf)).toEqual(['REPLACED', 'STAYS', 'ADDED', 'REMOVED', 'KEPT']);
});

test('only what changes is shown at first, all on demand', () => {
  expect(chosen(ALL, true, '')).toEqual([NAME, NEW, GONE]);
  expect(chosen(ALL, false, '')).toEqual(ALL);
});

test.each([['silva', [NAME]], ['0009', [GONE]], [' ROWS ', [ROWS]], ['pat_preview', [NAME]], ['nothing such', []]])(
  'a search for "%s" looks in every column',
  (words, expected) => {
    expect(chosen(ALL, false, words)).toEqual(expected);
  },
);

test('the tally leaves out what stays', () => {
  expect(tally([...ALL, GONE])).toEqual([['REMOVED', 2], ['REPLACED', 1], ['ADDED', 1], ['KEPT', 1]]);
});

test('a number is read from the top of the header alone', () => {
  expect(numberOf([row({ path: '(0008,1140).(0028,0010)', keyword: 'Rows', before: '9' }), ROWS], 'Rows')).toBe(128);
  expect(numberOf([NAME], 'Rows')).toBeNull();
});
