import { expect, test } from 'vitest';
import { actionName, actionOptions, pageOf } from './actions';
import { fromAddress, NOTHING, toAddress, toFilter, type AuditFilters } from './filters';

const ALL: AuditFilters = { actor: 'usr_abc', object: 'pat_abc', actions: ['user.added', 'role.changed'], from: '2026-11-01', to: '2026-11-02' };

test('an address reads back as it was written', () => {
  expect(toAddress(NOTHING).toString()).toBe('');
  expect(fromAddress(new URLSearchParams())).toEqual(NOTHING);
  expect(fromAddress(toAddress(ALL))).toEqual(ALL);
});

test('what an address says wrongly is left out', () => {
  const wrong = new URLSearchParams('actor=%3Cb%3E&object=a+b&action=DROP&from=yesterday&to=1-1-1');
  expect(fromAddress(wrong)).toEqual(NOTHING);
});

test('the last day counts wholly', () => {
  expect(toFilter(NOTHING)).toBeNull();
  const { since, until, ...rest } = toFilter(ALL) ?? {};
  expect(rest).toEqual({ actorId: 'usr_abc', objectId: 'pat_abc', action: ['user.added', 'role.changed'] });
  expect(Date.parse(String(until)) - Date.parse(String(since))).toBe(2 * 24 * 60 * 60 * 1000);
});

test('actions have words, also those that nobody has put into words', () => {
  expect(actionName('patient.erased')).toBe('Erased a patient');
  expect(actionName('keys.rotated')).toBe('Keys rotated');
  expect(actionOptions(['keys.rotated']).at(-1)).toEqual({ value: 'keys.rotated', label: 'Keys rotated' });
});

test('records lead to their pages', () => {
  expect([pageOf('pat_x'), pageOf('img_x'), pageOf('usr_x'), pageOf('VIEWER')]).toEqual(['/patients/pat_x', '/images/img_x', null, null]);
});
