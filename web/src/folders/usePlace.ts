import { useMemo, useRef } from 'react';
import { useQuery, type AnyVariables, type TypedDocumentNode } from 'urql';
import type { FolderPatientQuery, FolderPatientsQuery, FolderSeriesQuery, FolderStudyQuery } from '@/graphql/generated/graphql';
import { usePages, type Page } from '@/graphql/usePages';
import { seriesName } from '@/series/seriesName';
import { studyName } from '@/studies/studyName';
import { nameOf } from '@/ui/words';
import { ALL_PATIENTS, IN_PATIENT, IN_SERIES, IN_STUDY } from './documents';
import { imageEntry, patientEntry, seriesEntry, studyEntry, type Crumb, type Entry, type Place } from './entries';

type Node = { id: string };
type Source = {
  document: TypedDocumentNode<unknown, AnyVariables>;
  page: (data: never) => Page<Node> | null | undefined;
  entry: (node: never) => Entry;
  crumbs: (data: never) => Crumb[] | null;
};

const HUB: Crumb = { id: null, text: 'All patients' };
const crumbOf = (id: string, text: string): Crumb => ({ id, text });

/** How each kind of place is read. */
const SOURCES: Record<Place['kind'], Source> = {
  hub: {
    document: ALL_PATIENTS as Source['document'],
    page: (data: FolderPatientsQuery) => data.patients,
    entry: patientEntry,
    crumbs: () => [HUB],
  },
  patient: {
    document: IN_PATIENT as Source['document'],
    page: ({ patient }: FolderPatientQuery) => patient?.studies,
    entry: studyEntry,
    crumbs: ({ patient }: FolderPatientQuery) => patient && [HUB, crumbOf(patient.id, nameOf(patient))],
  },
  study: {
    document: IN_STUDY as Source['document'],
    page: ({ study }: FolderStudyQuery) => study?.series,
    entry: seriesEntry,
    crumbs: ({ study }: FolderStudyQuery) => study && [HUB, crumbOf(study.patient.id, nameOf(study.patient)), crumbOf(study.id, studyName(study))],
  },
  series: {
    document: IN_SERIES as Source['document'],
    page: ({ series }: FolderSeriesQuery) => series?.images,
    entry: imageEntry,
    crumbs: ({ series }: FolderSeriesQuery) =>
      series && [
        HUB,
        crumbOf(series.study.patient.id, nameOf(series.study.patient)),
        crumbOf(series.study.id, studyName(series.study)),
        crumbOf(series.id, seriesName(series)),
      ],
  },
};

/** The same entry for the same node: what has not changed is not drawn again when a list of thousands grows. */
function kept(known: WeakMap<Node, Entry>, node: Node, entry: Source['entry']): Entry {
  const made = known.get(node) ?? entry(node as never);
  known.set(node, made);
  return made;
}

/** What stands in a place, as a list that grows. */
export function useEntries({ kind, id }: Place, search?: string) {
  const { document, page, entry } = SOURCES[kind];
  const pages = usePages<unknown, AnyVariables, Node>(document, id ? { id } : { search: search || null }, page as (data: unknown) => Page<Node> | null | undefined);
  const known = useRef(new WeakMap<Node, Entry>());
  const entries = useMemo(() => pages.nodes.map((node) => kept(known.current, node, entry)), [pages.nodes, entry]);
  return { ...pages, entries };
}

/** The way to a place; null while it is not known, and `isGone` when there is none. */
export function useCrumbs({ kind, id }: Place): { crumbs: Crumb[] | null; isGone: boolean } {
  const { document, crumbs } = SOURCES[kind];
  const [{ data, fetching }] = useQuery({ query: document, variables: { id, after: null }, pause: id === null });
  if (id === null) return { crumbs: [HUB], isGone: false };
  const found = data ? crumbs(data as never) : null;
  return { crumbs: found, isGone: data !== undefined && found === null && !fetching };
}
