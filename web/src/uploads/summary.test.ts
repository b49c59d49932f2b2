import { expect, test } from 'vitest';
import type { Header } from './header';
import { summarise, summaryOf } from './summary';

const header = (part: Partial<Header>): Header => ({
  patientId: 'P-1', patientName: 'Doe^Jane', studyInstanceUid: '1', studyDate: '20240301', studyDescription: 'Head', seriesInstanceUid: '1.1', modality: 'CT', ...part,
});

test('files are counted by patient, study and series', () => {
  const found = summaryOf([
    header({}), header({}), header({ seriesInstanceUid: '1.2', modality: 'SR' }),
    header({ patientId: 'P-2', patientName: '', studyInstanceUid: '2', seriesInstanceUid: '2.1', studyDate: 'unknown', studyDescription: '' }),
  ]);
  expect(found).toEqual({
    patients: 2,
    series: 3,
    images: 4,
    studies: [
      { studyInstanceUid: '1', patient: 'Doe Jane', date: '2024-03-01', description: 'Head', modalities: ['CT', 'SR'], series: 2, files: 3 },
      { studyInstanceUid: '2', patient: 'P-2', date: '', description: '', modalities: ['CT'], series: 1, files: 1 },
    ],
  });
});

test('archives and what is no image are told apart, and giving up gives nothing', async () => {
  const files = ['PK\x03\x04zip', 'a letter', ''].map((text, number) => ({ path: String(number), file: new File([text], String(number)) }));
  const abort = new AbortController();
  expect(await summarise(files, () => undefined, abort.signal)).toEqual({ patients: 0, studies: [], series: 0, images: 0, archives: 1, others: 2 });
  abort.abort();
  expect(await summarise(files, () => undefined, abort.signal)).toBeNull();
});
