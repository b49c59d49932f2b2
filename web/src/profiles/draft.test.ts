import { expect, test } from 'vitest';
import { draftOf, newAction, refusals, toInput, type Profile } from './draft';

const SITE: Profile = {
  id: 'site', name: 'site', version: 3, description: 'Ours', isBuiltIn: false,
  options: ['RETAIN_PATIENT_CHARACTERISTICS', 'RETAIN_MODIFIED_DATES'], textPolicy: 'PHI_ONLY', allowedText: ['L', 'R'],
  tagActions: [{ tag: '(0010,1030)', keyword: 'PatientWeight', action: 'REMOVE' }, { tag: '(0099,0010)', keyword: null, action: 'KEEP' }],
  extract: ['PatientSize'],
};

test('a profile that nobody changed is sent as it is, based on its version', () => {
  expect(toInput(draftOf(SITE, false))).toEqual({
    name: 'site', basedOnVersion: 3, description: 'Ours', options: ['RETAIN_PATIENT_CHARACTERISTICS', 'RETAIN_MODIFIED_DATES'],
    textPolicy: 'PHI_ONLY', allowedText: ['L', 'R'], extract: ['PatientSize'],
    tagActions: [{ attribute: 'PatientWeight', action: 'REMOVE' }, { attribute: '(0099,0010)', action: 'KEEP' }],
  });
});

test('a copy is new, and needs a name of its own', () => {
  expect(draftOf(SITE, true)).toMatchObject({ name: '', basedOn: null, description: 'Ours' });
  expect(draftOf({ ...SITE, isBuiltIn: true }, true).description).toBe('');
});

test('dates are one choice of three', () => {
  const draft = draftOf(SITE, false);
  expect(draft).toMatchObject({ dates: 'RETAIN_MODIFIED_DATES', options: ['RETAIN_PATIENT_CHARACTERISTICS'] });
  expect(toInput({ ...draft, dates: 'NONE' }).options).toEqual(['RETAIN_PATIENT_CHARACTERISTICS']);
  expect(toInput({ ...draft, dates: 'RETAIN_FULL_DATES' }).options).toEqual(['RETAIN_PATIENT_CHARACTERISTICS', 'RETAIN_FULL_DATES']);
});

test('extracting all is null, extracting none is an empty list', () => {
  const draft = draftOf({ ...SITE, extract: null }, false);
  expect(draft.isExtractAll).toBe(true);
  expect(toInput(draft).extract).toBeNull();
  expect(toInput({ ...draft, isExtractAll: false }).extract).toEqual([]);
});

test('what is refused stands where it was written, also when an empty row stands before it', () => {
  const bad = newAction('NoSuchThing');
  const draft = { ...draftOf(SITE, false), actions: [newAction(), newAction('PatientWeight'), bad] };
  expect(toInput(draft).tagActions).toHaveLength(2);
  const errors = [
    { message: 'no attribute', path: ['tagActions', '1'] },
    { message: 'too long', path: ['allowedText', '4'] },
    { message: 'bad name', path: ['name'] },
    { message: 'stale', path: ['basedOnVersion'] },
  ];
  expect(refusals(draft, errors)).toEqual({ fields: { allowedText: 'too long', name: 'bad name' }, actions: { [bad.key]: 'no attribute' }, rest: 'stale' });
});
