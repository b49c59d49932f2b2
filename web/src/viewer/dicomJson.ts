/** The DICOM JSON Model, PS3.18 Annex F.2. */
export type Attribute = { vr?: string; Value?: unknown[] };
export type Dataset = Record<string, Attribute>;

export function numbers(dataset: Dataset, tag: string): number[] | undefined {
  const values = dataset[tag]?.Value?.map(Number).filter(Number.isFinite);
  return values?.length ? values : undefined;
}

export const number = (dataset: Dataset, tag: string): number | undefined => numbers(dataset, tag)?.[0];

export function text(dataset: Dataset, tag: string): string | undefined {
  const value = dataset[tag]?.Value?.[0];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function items(dataset: Dataset, tag: string): Dataset[] {
  return (dataset[tag]?.Value as Dataset[] | undefined) ?? [];
}

/**
 * The dataset as one frame sees it: the macros of the shared functional groups, and over them those of the
 * frame itself, laid over the top level (PS3.3 C.7.6.16).
 */
export function ofFrame(dataset: Dataset, frame: number): Dataset {
  const groups = [items(dataset, '52009229')[0], items(dataset, '52009230')[frame - 1]];
  const macros = groups.flatMap((group) => (group ? Object.values(group) : []));
  const contents = macros.flatMap(({ vr, Value }) => (vr === 'SQ' && Value?.[0] ? [Value[0] as Dataset] : []));
  return Object.assign({}, dataset, ...contents) as Dataset;
}
