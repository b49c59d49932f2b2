import type { AuditFilter } from '@/graphql/generated/graphql';

/** Ids, actions and days name nobody, so they may stand in the address. Days are those of the person's calendar. */
export type AuditFilters = { actor: string; object: string; actions: string[]; from: string; to: string };

export const NOTHING: AuditFilters = { actor: '', object: '', actions: [], from: '', to: '' };

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ACTION = /^[a-z_]+\.[a-z_]+$/;
const only = (pattern: RegExp, text: string | null) => (text && pattern.test(text) ? text : '');

export const fromAddress = (parameters: URLSearchParams): AuditFilters => ({
  actor: only(ID, parameters.get('actor')),
  object: only(ID, parameters.get('object')),
  actions: parameters.getAll('action').filter((action) => ACTION.test(action)),
  from: only(DAY, parameters.get('from')),
  to: only(DAY, parameters.get('to')),
});

/** The address that `fromAddress` reads back; what is at its default leaves no trace in it. */
export function toAddress({ actor, object, actions, from, to }: AuditFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ actor, object, from, to })) if (value) parameters.set(name, value);
  for (const action of actions) parameters.append('action', action);
  return parameters;
}

export function toFilter({ actor, object, actions, from, to }: AuditFilters): AuditFilter | null {
  const filter: AuditFilter = {
    ...(actor && { actorId: actor }),
    ...(object && { objectId: object }),
    ...(actions.length && { action: actions }),
    ...(from && { since: startOf(from) }),
    ...(to && { until: startOf(to, 1) }),
  };
  return Object.keys(filter).length ? filter : null;
}

/** The moment at which a day of the calendar begins here, or the one some days after it. */
function startOf(day: string, daysLater = 0): string | undefined {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const moment = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
