import type { OrderDirection } from '@/graphql/generated/graphql';
import type { Sort } from './DataTable';

const FIELD = 'field:';

/** The name of an order by a dynamic field. */
export const byField = (name: string) => `${FIELD}${name}`;

/** `-age` -> by age, descending; what is neither an order nor a dynamic field falls back. */
export function sortOf(text: string | null, orders: readonly string[], fallback: Sort): Sort {
  const name = (text ?? '').replace(/^-/, '');
  const by = name.startsWith(FIELD) ? name : name.toUpperCase();
  const isKnown = name.startsWith(FIELD) ? name.length > FIELD.length : orders.includes(by);
  return isKnown ? { by, direction: text?.startsWith('-') ? 'DESC' : 'ASC' } : fallback;
}

/** What `sortOf` reads back; null for the fallback. */
export function sortText({ by, direction }: Sort, fallback: Sort): string | null {
  if (by === fallback.by && direction === fallback.direction) return null;
  return `${direction === 'DESC' ? '-' : ''}${by.startsWith(FIELD) ? by : by.toLowerCase()}`;
}

/** The order as the server takes it. */
export const orderOf = <By>({ by, direction }: Sort): { by?: By; field?: string; direction: OrderDirection }[] => [
  by.startsWith(FIELD) ? { field: by.slice(FIELD.length), direction } : { by: by as By, direction },
];
