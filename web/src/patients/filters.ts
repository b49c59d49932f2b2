import type { Gender, PatientFilter, PatientOrder, PatientOrderBy } from '@/graphql/generated/graphql';
import type { Sort } from '@/ui/DataTable';

/** What the table shows; the search words stay out of the address, because they may name a person. */
export type PatientFilters = { genders: Gender[]; ageFrom: number | null; ageTo: number | null; modalities: string[]; sort: Sort };

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
    modalities: parameters.getAll('modality').filter((modality) => /^[A-Z]{2,16}$/.test(modality)),
    sort: sortOf(parameters.get('sort')),
  };
}

/** The address that `fromAddress` reads back; what is at its default leaves no trace in it. */
export function toAddress({ genders, ageFrom, ageTo, modalities, sort }: PatientFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const gender of genders) parameters.append('gender', gender.toLowerCase());
  if (ageFrom !== null) parameters.set('age-from', String(ageFrom));
  if (ageTo !== null) parameters.set('age-to', String(ageTo));
  for (const modality of modalities) parameters.append('modality', modality);
  if (sort.by !== NEWEST_FIRST.by || sort.direction !== NEWEST_FIRST.direction) {
    parameters.set('sort', `${sort.direction === 'DESC' ? '-' : ''}${sort.by.toLowerCase()}`);
  }
  return parameters;
}

export function toFilter({ genders, ageFrom, ageTo, modalities }: PatientFilters): PatientFilter | null {
  const filter: PatientFilter = {};
  if (genders.length) filter.gender = { in: genders };
  if (ageFrom !== null || ageTo !== null) {
    filter.age = { ...(ageFrom !== null && { gte: ageFrom }), ...(ageTo !== null && { lte: ageTo }) };
  }
  if (modalities.length) filter.modality = { in: modalities };
  return Object.keys(filter).length ? filter : null;
}

export const toOrder = ({ sort }: PatientFilters): PatientOrder[] => [
  { by: sort.by as PatientOrderBy, direction: sort.direction },
];

export const isFiltered = (filters: PatientFilters) => toFilter(filters) !== null;

function age(text: string | null): number | null {
  return text && /^\d{1,3}$/.test(text) ? Number(text) : null;
}

function sortOf(text: string | null): Sort {
  const by = (text ?? '').replace(/^-/, '').toUpperCase() as PatientOrderBy;
  return ORDERS.includes(by) ? { by, direction: text?.startsWith('-') ? 'DESC' : 'ASC' } : NEWEST_FIRST;
}
