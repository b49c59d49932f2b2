import { readHeader, type Header } from './header';
import type { Chosen } from './target';

/** Headers with icon images or long private parts before the UIDs are longer; those are rare. */
const HEAD_BYTES = 256 * 1024;
/** A disk reads this many files at once well. */
const AT_ONCE = 6;

export type FoundStudy = {
  studyInstanceUid: string;
  patient: string;
  date: string;
  description: string;
  modalities: string[];
  series: number;
  files: number;
};
export type Summary = { patients: number; studies: FoundStudy[]; series: number; images: number; archives: number; others: number };

const isArchive = (bytes: ArrayBuffer) => new DataView(bytes).byteLength > 4 && new DataView(bytes).getUint32(0) === 0x504b0304;

/** Reads what the files say of themselves; null when it was given up. */
export async function summarise(files: readonly Chosen[], onRead: (count: number) => void, signal: AbortSignal): Promise<Summary | null> {
  const headers: Header[] = [];
  let archives = 0;
  let others = 0;
  let next = 0;
  let read = 0;
  const work = async () => {
    for (let chosen = files[next++]; chosen && !signal.aborted; chosen = files[next++]) {
      // A file that cannot be read now says so when it is sent.
      const bytes = await chosen.file.slice(0, HEAD_BYTES).arrayBuffer().catch(() => new ArrayBuffer(0));
      const header = readHeader(bytes);
      if (header) headers.push(header);
      else if (isArchive(bytes)) archives += 1;
      else others += 1;
      read += 1;
      if (read % 50 === 0) onRead(read);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return signal.aborted ? null : { ...summaryOf(headers), archives, others };
}

/** The studies that the headers are of, by patient and day. */
export function summaryOf(headers: readonly Header[]): Omit<Summary, 'archives' | 'others'> {
  const studies = new Map<string, { header: Header; modalities: Set<string>; series: Set<string>; files: number }>();
  for (const header of headers) {
    const study = studies.get(header.studyInstanceUid) ?? { header, modalities: new Set(), series: new Set(), files: 0 };
    study.modalities.add(header.modality);
    study.series.add(header.seriesInstanceUid);
    study.files += 1;
    studies.set(header.studyInstanceUid, study);
  }
  const found = [...studies].map(([studyInstanceUid, { header, modalities, series, files }]) => ({
    studyInstanceUid,
    patient: header.patientName.replaceAll('^', ' ').trim() || header.patientId || 'No name',
    date: /^\d{8}$/.test(header.studyDate) ? header.studyDate.replace(/(....)(..)(..)/, '$1-$2-$3') : '',
    description: header.studyDescription,
    modalities: [...modalities].filter(Boolean).sort(),
    series: series.size,
    files,
  }));
  return {
    patients: new Set(headers.map(({ patientId, patientName }) => `${patientId}\n${patientName}`)).size,
    studies: found.sort((one, other) => one.patient.localeCompare(other.patient) || one.date.localeCompare(other.date)),
    series: new Set(headers.map(({ seriesInstanceUid }) => seriesInstanceUid)).size,
    images: headers.length,
  };
}
