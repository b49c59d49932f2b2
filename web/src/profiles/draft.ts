import type { DeidentificationOption, ProfilesQuery, SaveDeidentificationProfileInput, TagActionKind, TextPolicy } from '@/graphql/generated/graphql';
import type { Dates } from './words';

export type Profile = ProfilesQuery['deidentificationProfiles'][number];

/** A profile as its form holds it. */
export type Draft = {
  name: string;
  basedOn: number | null;
  description: string;
  options: DeidentificationOption[];
  dates: Dates;
  textPolicy: TextPolicy;
  markers: string[];
  actions: { key: string; attribute: string; action: TagActionKind }[];
  isExtractAll: boolean;
  extract: string[];
};

let made = 0;
export const newAction = (attribute = '', action: TagActionKind = 'REMOVE') => ({ key: `action-${(made += 1)}`, attribute, action });

export const datesOf = (options: readonly DeidentificationOption[]): Dates =>
  options.find((option): option is Exclude<Dates, 'NONE'> => option === 'RETAIN_MODIFIED_DATES' || option === 'RETAIN_FULL_DATES') ?? 'NONE';

/** The form of a new version of the profile, or, as a copy, of a new profile that begins like it. */
export function draftOf(profile: Profile, isCopy: boolean): Draft {
  const dates = datesOf(profile.options);
  return {
    name: isCopy ? '' : profile.name,
    basedOn: isCopy ? null : profile.version,
    description: isCopy && profile.isBuiltIn ? '' : profile.description,
    options: profile.options.filter((option) => option !== dates),
    dates,
    textPolicy: profile.textPolicy,
    markers: profile.allowedText,
    actions: profile.tagActions.map(({ tag, keyword, action }) => newAction(keyword ?? tag, action)),
    isExtractAll: profile.extract == null,
    extract: profile.extract ?? [],
  };
}

/** What to send; a row of the table that nobody filled in is left out. */
export function toInput(draft: Draft): SaveDeidentificationProfileInput {
  return {
    name: draft.name.trim(),
    basedOnVersion: draft.basedOn,
    description: draft.description.trim(),
    options: draft.dates === 'NONE' ? draft.options : [...draft.options, draft.dates],
    textPolicy: draft.textPolicy,
    allowedText: draft.markers,
    tagActions: filled(draft).map(({ attribute, action }) => ({ attribute: attribute.trim(), action })),
    extract: draft.isExtractAll ? null : draft.extract,
  };
}

export const filled = ({ actions }: Draft) => actions.filter(({ attribute }) => attribute.trim() !== '');

type UserError = { message: string; path?: string[] | null };
export type Refusals = { fields: Record<string, string>; actions: Record<string, string>; rest: string | null };

const FIELDS = ['name', 'description', 'options', 'allowedText', 'extract'];

/** The server's sentences where they belong: at a field, at a row of the table by its key, or above the form. */
export function refusals(draft: Draft, errors: readonly UserError[]): Refusals {
  const sorted: Refusals = { fields: {}, actions: {}, rest: null };
  for (const { message, path } of errors) {
    const [field = '', index] = path ?? [];
    const row = field === 'tagActions' && index !== undefined ? filled(draft)[Number(index)] : undefined;
    if (row) sorted.actions[row.key] = message;
    else if (FIELDS.includes(field)) sorted.fields[field] = message;
    else sorted.rest = message;
  }
  return sorted;
}
