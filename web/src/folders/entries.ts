import type { FolderPatientQuery, FolderPatientsQuery, FolderSeriesQuery, FolderStudyQuery, ReviewStatus } from '@/graphql/generated/graphql';
import { seriesName } from '@/series/seriesName';
import { studyName } from '@/studies/studyName';
import { count, day, nameOf, sentenceCase } from '@/ui/words';
import type { UploadTarget } from '@/uploads/target';

export type Kind = 'patient' | 'study' | 'series' | 'image';
/** A place that holds entries; the whole hub has no id. */
export type Place = { kind: 'hub'; id: null } | { kind: 'patient' | 'study' | 'series'; id: string };
/** What stands in a place: a folder, or an image. */
export type Entry = {
  id: string;
  kind: Kind;
  name: string;
  detail: string;
  label: string | null;
  imageCount: number;
  version: number;
  thumbnailUrl: string | null;
  /** What kind of object without pixels it is; null for folders and pictures. */
  sign: string | null;
  status: ReviewStatus | null;
};
export type Crumb = { id: string | null; text: string };

const KINDS = { pat: 'patient', stu: 'study', ser: 'series' } as const;

/** The place that an address names; the whole hub for anything else. */
export function placeOf(id: string | null): Place {
  const kind = KINDS[(id ?? '').split('_')[0] as keyof typeof KINDS];
  return id && kind ? { kind, id } : { kind: 'hub', id: null };
}

/** Where files go that are dropped on it; null where they have no place. */
export function targetOf(kind: Kind | 'hub', id: string | null, name: string): UploadTarget | null {
  switch (kind) {
    case 'hub':
      return {};
    case 'patient':
      return { patientId: id ?? undefined, name };
    case 'study':
      return { studyId: id ?? undefined, name };
    case 'series':
      return { seriesId: id ?? undefined, name };
    case 'image':
      return null;
  }
}

const folder = { thumbnailUrl: null, sign: null, status: null };

export const patientEntry = (patient: FolderPatientsQuery['patients']['nodes'][number]): Entry => ({
  ...folder,
  id: patient.id,
  kind: 'patient',
  name: nameOf(patient),
  detail: [patient.gender === 'UNKNOWN' ? null : sentenceCase(patient.gender), patient.age, count(patient.imageCount, 'image')].filter((fact) => fact != null).join(', '),
  label: patient.label ?? null,
  imageCount: Number(patient.imageCount),
  version: patient.version,
});

export const studyEntry = (study: NonNullable<FolderPatientQuery['patient']>['studies']['nodes'][number]): Entry => ({
  ...folder,
  id: study.id,
  kind: 'study',
  name: studyName(study),
  detail: [study.date ? day(study.date) : null, study.modalities.join(', '), count(study.imageCount, 'image')].filter(Boolean).join(' · '),
  label: study.label ?? null,
  imageCount: Number(study.imageCount),
  version: study.version,
});

export const seriesEntry = (series: NonNullable<FolderStudyQuery['study']>['series']['nodes'][number]): Entry => ({
  ...folder,
  id: series.id,
  kind: 'series',
  name: seriesName(series),
  detail: [series.modality, count(series.imageCount, 'image')].filter(Boolean).join(' · '),
  label: series.label ?? null,
  imageCount: Number(series.imageCount),
  version: series.version,
  thumbnailUrl: series.thumbnailUrl ?? null,
});

export const imageEntry = (image: NonNullable<FolderSeriesQuery['series']>['images']['nodes'][number]): Entry => ({
  id: image.id,
  kind: 'image',
  name: image.number == null ? image.id : `Image ${image.number}`,
  detail: image.frames > 1 ? count(image.frames, 'frame') : '',
  label: null,
  imageCount: 1,
  version: 0,
  thumbnailUrl: image.thumbnailUrl,
  sign: image.frames > 0 ? null : image.sopClassName,
  status: image.deidentification.status,
});
