const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const DATE_UTC = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const NUMBER = new Intl.NumberFormat();

/** `NEEDS_REVIEW` -> `Needs review`, `UID_REPLACED` -> `UID replaced`. */
export const sentenceCase = (name: string) =>
  name.startsWith('UID_') ? `UID ${sentenceOf(name.slice(4)).toLowerCase()}` : sentenceOf(name);
const sentenceOf = (name: string) => name.charAt(0) + name.slice(1).toLowerCase().replaceAll('_', ' ');

/** A day of the calendar, e.g. `2024-03-01`: it has no time zone, so none may shift it. */
export const day = (date: string | null | undefined) => (date ? DATE_UTC.format(new Date(`${date.slice(0, 10)}T00:00:00Z`)) : '–');
export const dayOf = (moment: string) => DATE.format(new Date(moment));
export const moment = (value: string | null | undefined) => (value ? MOMENT.format(new Date(value)) : '–');
export const number = (value: number | string) => NUMBER.format(Number(value));

/** `1 image`, `2 images`, `1 series`, `2 series`. */
export function count(value: number | string, one: string, many = `${one}s`) {
  return `${number(value)} ${Number(value) === 1 ? one : many}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `1536000` -> `1.5 MB`. */
export function bytes(value: number | string): string {
  let size = Number(value);
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

/** The text that stands for a record: its label, else its id. */
export const nameOf = (record: { id: string; label?: string | null }) => record.label || record.id;
