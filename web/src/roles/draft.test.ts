import { expect, test } from 'vitest';
import type { Grants } from './draft';
import { changed, isFixed, losses, mayChange, toggled, withSecondFactor } from './draft';
import { grouped } from './permissions';

const BEFORE: Grants[] = [
  { role: 'ADMINISTRATOR', permissions: ['PATIENT_READ', 'USER_MANAGE', 'AUDIT_READ'], needsSecondFactor: false },
  { role: 'DOCTOR', permissions: ['PATIENT_READ'], needsSecondFactor: false },
];
const ADMINISTRATOR = { role: 'ADMINISTRATOR', permissions: BEFORE[0]!.permissions, secondFactor: 'NONE' };

test('a grant is given and taken back, and then nothing has changed', () => {
  const given = toggled(BEFORE, 'DOCTOR', 'DATA_EXPORT');
  expect(changed(BEFORE, given, ADMINISTRATOR)).toEqual([{ role: 'DOCTOR', permissions: ['PATIENT_READ', 'DATA_EXPORT'], needsSecondFactor: false }]);
  expect(changed(BEFORE, toggled(given, 'DOCTOR', 'DATA_EXPORT'), ADMINISTRATOR)).toEqual([]);
});

test('the order of grants does not matter', () => {
  const turned = BEFORE.map((each) => ({ ...each, permissions: [...each.permissions].reverse() }));
  expect(changed(BEFORE, turned, ADMINISTRATOR)).toEqual([]);
});

test('one`s own role is changed last, and what one loses is said', () => {
  const draft = withSecondFactor(toggled(toggled(BEFORE, 'ADMINISTRATOR', 'AUDIT_READ'), 'DOCTOR', 'AUDIT_READ'), 'ADMINISTRATOR', true);
  expect(changed(BEFORE, draft, ADMINISTRATOR).map(({ role }) => role)).toEqual(['DOCTOR', 'ADMINISTRATOR']);
  expect(losses(BEFORE, draft, ADMINISTRATOR)).toEqual({ permissions: ['AUDIT_READ'], mustSetUp: true });
  expect(losses(BEFORE, draft, { ...ADMINISTRATOR, secondFactor: 'ON' }).mustSetUp).toBe(false);
  expect(losses(BEFORE, toggled(BEFORE, 'DOCTOR', 'PATIENT_READ'), ADMINISTRATOR)).toEqual({ permissions: [], mustSetUp: false });
});

test('administrators keep managing users, and others change no role that may do more', () => {
  expect(isFixed('ADMINISTRATOR', 'USER_MANAGE')).toBe(true);
  expect(isFixed('DOCTOR', 'USER_MANAGE')).toBe(false);
  const doctor = { role: 'DOCTOR', permissions: ['PATIENT_READ', 'USER_MANAGE'] as Grants['permissions'] };
  expect(BEFORE.map((each) => mayChange(each, doctor))).toEqual([false, true]);
});

test('each permission stands in one group', () => {
  const all = grouped().flatMap(([, permissions]) => permissions);
  expect(new Set(all).size).toBe(all.length);
  expect(grouped(['IMAGE_READ', 'AUDIT_READ'])).toEqual([
    ['Images', ['IMAGE_READ']],
    ['The hub', ['AUDIT_READ']],
  ]);
});
