import type { Gender, PatientFilter, PatientOrder, PatientOrderBy } from '@/graphql/generated/graphql';
import type { Sort } from '@/ui/DataTable';
import { orderOf, sortOf, sortText } from '@/ui/sort';

/** What the table shows; the search words stay out of the address, because they may name a person. */
export type PatientFilters = { genders: Gender[]; ageFrom: number | null; ageTo: number | null; modalities: string[]; collection: string | null; sort: Sort };

export const GENDERS: Gender[] = ['FEMALE', 'MALE', 'OTHER', 'UNKNOWN'];
const ORDERS: PatientOrderBy[] = ['ID', 'LABEL', 'AGE', 'GENDER', 'CREATED_AT', 'UPDATED_AT', 'IMAGE_COUNT'];
export const NEWEST_FIRST: Sort = { by: 'CREATED_AT', direction: 'DESC' };
/** The defined terms of (0008,0060) that image archives mostly hold. */
export const MODALITIES = ['CR', 'CT', 'DX', 'MG', 'MR', 'NM', 'OT', 'PT', 'US', 'XA'];

export function fromAddress(parameters: URLSearchParams): PatientFilters {
  return {
    genders: GENDERS.filter((gender) => parameters.getAll('gender').includes(gender.toLowerCase())),
    ageFrom: age(parameters.get('age-from')),
    ageTo: age(parameters.get('age-to')),
    modalities: modalitiesOf(parameters),
    collection: /^col_\w+$/.exec(parameters.get('collection') ?? '')?.[0] ?? null,
    sort: sortOf(parameters.get('sort'), ORDERS, NEWEST_FIRST),
  };
}

/** The address that `fromAddress` reads back; what is at its default leaves no trace in it. */
export function toAddress({ genders, ageFrom, ageTo, modalities, collection, sort }: PatientFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const gender of genders) parameters.append('gender', gender.toLowerCase());
  if (ageFrom !== null) parameters.set('age-from', String(ageFrom));
  if (ageTo !== null) parameters.set('age-to', String(ageTo));
  for (const modality of modalities) parameters.append('modality', modality);
  if (collection) parameters.set('collection', collection);
  const order = sortText(sort, NEWEST_FIRST);
  if (order) parameters.set('sort', order);
  return parameters;
}

export function toFilter({ genders, ageFrom, ageTo, modalities, collection }: PatientFilters): PatientFilter | null {
  const filter: PatientFilter = {};
  if (genders.length) filter.gender = { in: genders };
  if (ageFrom !== null || ageTo !== null) {
    filter.age = { ...(ageFrom !== null && { gte: ageFrom }), ...(ageTo !== null && { lte: ageTo }) };
  }
  if (collection) filter.collection = collection;
  if (modalities.length) filter.modality = { in: modalities };
  return Object.keys(filter).length ? filter : null;
}

export const toOrder = ({ sort }: PatientFilters): PatientOrder[] => orderOf<PatientOrderBy>(sort);

export const isFiltered = (filters: PatientFilters) => toFilter(filters) !== null;

/** The modalities that an address names. */
export const modalitiesOf = (parameters: URLSearchParams) => parameters.getAll('modality').filter((modality) => /^[A-Z]{2,16}$/.test(modality));

function age(text: string | null): number | null {
  return text && /^\d{1,3}$/.test(text) ? Number(text) : null;
}
