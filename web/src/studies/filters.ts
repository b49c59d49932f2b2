import type { StudyFilter, StudyOrder, StudyOrderBy } from '@/graphql/generated/graphql';
import { modalitiesOf } from '@/patients/filters';
import type { Sort } from '@/ui/DataTable';
import { orderOf, sortOf, sortText } from '@/ui/sort';

/** What the table shows; days as `2024-03-01`. The search words stay out of the address, because they may name a person. */
export type StudyFilters = { from: string | null; to: string | null; modalities: string[]; sort: Sort };

const ORDERS: StudyOrderBy[] = ['ID', 'LABEL', 'DATE', 'CREATED_AT', 'UPDATED_AT', 'IMAGE_COUNT'];
export const NEWEST_FIRST: Sort = { by: 'DATE', direction: 'DESC' };

export function fromAddress(parameters: URLSearchParams): StudyFilters {
  return {
    from: dayOf(parameters.get('from')),
    to: dayOf(parameters.get('to')),
    modalities: modalitiesOf(parameters),
    sort: sortOf(parameters.get('sort'), ORDERS, NEWEST_FIRST),
  };
}

/** The address that `fromAddress` reads back; what is at its default leaves no trace in it. */
export function toAddress({ from, to, modalities, sort }: StudyFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  if (from) parameters.set('from', from);
  if (to) parameters.set('to', to);
  for (const modality of modalities) parameters.append('modality', modality);
  const order = sortText(sort, NEWEST_FIRST);
  if (order) parameters.set('sort', order);
  return parameters;
}

export function toFilter({ from, to, modalities }: StudyFilters): StudyFilter | null {
  const filter: StudyFilter = {};
  if (from || to) filter.date = { ...(from && { gte: from }), ...(to && { lte: to }) };
  if (modalities.length) filter.modality = { in: modalities };
  return Object.keys(filter).length ? filter : null;
}

export const toOrder = ({ sort }: StudyFilters): StudyOrder[] => orderOf<StudyOrderBy>(sort);

export const isFiltered = (filters: StudyFilters) => toFilter(filters) !== null;

const dayOf = (text: string | null) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null);
