import type { FieldType, FieldValueInput } from '@/graphql/generated/graphql';

/** A dynamic field as the form holds it: the value is text until it is sent. */
export type Draft = { key: string; name: string; type: FieldType; value: string; choices: string[]; isNew: boolean };
export type Value = string | number | boolean;
export type Stored = { name: string; type: FieldType; value: Value; definition: { label: string; choices?: string[] | null } };

export const FIELD_TYPES: { value: FieldType; label: string }[] = [
  { value: 'TEXT', label: 'Text' },
  { value: 'INTEGER', label: 'Integer' },
  { value: 'DECIMAL', label: 'Decimal' },
  { value: 'BOOLEAN', label: 'Yes / no' },
  { value: 'DATE', label: 'Date' },
  { value: 'CHOICE', label: 'Choice' },
];

let last = 0;

export const emptyDraft = (): Draft => ({ key: `new-${(last += 1)}`, name: '', type: 'TEXT', value: '', choices: [], isNew: true });

export const draftOf = ({ name, type, value, definition }: Stored): Draft => ({
  key: name,
  name,
  type,
  value: String(value),
  choices: definition.choices ?? [],
  isNew: false,
});

/** The typed value, null for an empty one, or undefined when the text is not of the type. */
export function parse({ type, value }: Pick<Draft, 'type' | 'value'>): Value | null | undefined {
  const text = value.trim();
  if (text === '') return null;
  switch (type) {
    case 'INTEGER':
      return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
    case 'DECIMAL':
      return Number.isFinite(Number(text.replace(',', '.'))) ? Number(text.replace(',', '.')) : undefined;
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'DATE':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    case 'TEXT':
    case 'CHOICE':
      return text;
  }
}

/** What is wrong with the drafts, by key; empty when they can be sent. */
export function problems(drafts: Draft[]): Record<string, string> {
  const found: Record<string, string> = {};
  const names = new Set<string>();
  for (const draft of drafts) {
    const name = draft.name.trim();
    if (!name) found[draft.key] = 'Name the field';
    else if (names.has(name)) found[draft.key] = 'This field is there already';
    else if (parse(draft) === undefined) found[draft.key] = `Not a valid ${FIELD_TYPES.find(({ value }) => value === draft.type)?.label.toLowerCase()}`;
    names.add(name);
  }
  return found;
}

/** What to send: the filled drafts, and null for each stored field that is gone or emptied. */
export function changes(drafts: Draft[], stored: Stored[] = []): FieldValueInput[] {
  const before = new Map(stored.map(({ name, value }) => [name, value]));
  const now = new Map(drafts.map((draft) => [draft.name.trim(), draft]));
  const removed = [...before.keys()].filter((name) => !now.has(name)).map((name) => ({ name, value: null }));
  const set = [...now].flatMap(([name, draft]) => {
    const value = parse(draft) ?? null;
    if (before.has(name) ? before.get(name) === value : value === null) return [];
    return [{ name, type: draft.type, value }];
  });
  return [...removed, ...set];
}
