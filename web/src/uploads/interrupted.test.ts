import { expect, test } from 'vitest';
import { fingerprint, missing, readInterrupted, writeInterrupted, type Interrupted } from './interrupted';
import type { Chosen } from './target';

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as Storage;
}
const chosen = (path: string, size = 10, lastModified = 1): Chosen => ({ path, file: { size, lastModified } as File });
const FILES = [chosen('Doe^Jane/1.dcm'), chosen('Doe^Jane/2.dcm'), chosen('Doe^Jane/3.dcm')];
const KEPT: Interrupted = { jobId: 'job_1', salt: '7', sent: [fingerprint(FILES[0] as Chosen, '7')], total: 3, at: 1 };

test('what had not arrived is sent, and a changed file counts as another', () => {
  expect(missing(FILES, KEPT).map(({ path }) => path)).toEqual(['Doe^Jane/2.dcm', 'Doe^Jane/3.dcm']);
  expect(missing([chosen('Doe^Jane/1.dcm', 11)], KEPT)).toHaveLength(1);
  expect(missing(FILES, { ...KEPT, salt: '8' })).toHaveLength(3);
});

test('it is remembered for the person alone, without names, until it came to its end', () => {
  const place = storage();
  writeInterrupted('usr_1', KEPT, place);
  expect(place.getItem('medhub.upload.usr_1')).not.toContain('Doe');
  expect(readInterrupted('usr_1', place)).toEqual(KEPT);
  expect(readInterrupted('usr_2', place)).toBeNull();
  writeInterrupted('usr_1', { ...KEPT, total: 1 }, place);
  expect(readInterrupted('usr_1', place)).toBeNull();
  writeInterrupted('usr_1', null, place);
  expect(readInterrupted('usr_1', place)).toBeNull();
});

test('many files have fingerprints of their own', () => {
  const all = Array.from({ length: 20_000 }, (_, index) => fingerprint(chosen(`CT/IM${index}`), '1'));
  expect(new Set(all).size).toBe(20_000);
});
