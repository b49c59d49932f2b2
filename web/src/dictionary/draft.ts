import type { DefinitionFragment, FieldOwner, FieldType, UpdateFieldInput } from '@/graphql/generated/graphql';

/** A definition as the form holds it: numbers are text until they are sent. */
export type Draft = {
  name: string;
  label: string;
  type: FieldType;
  unit: string;
  description: string;
  choices: string[];
  category: string;
  code: string;
  minimum: string;
  maximum: string;
};

export const NEW: Draft = { name: '', label: '', type: 'TEXT', unit: '', description: '', choices: [], category: '', code: '', minimum: '', maximum: '' };

export const draftOf = (field: DefinitionFragment): Draft => ({
  name: field.name,
  label: field.label,
  type: field.type,
  unit: field.unit ?? '',
  description: field.description ?? '',
  choices: field.choices ?? [],
  category: field.category ?? '',
  code: field.code ?? '',
  minimum: field.minimum == null ? '' : String(field.minimum),
  maximum: field.maximum == null ? '' : String(field.maximum),
});

export const isNumeric = (type: FieldType) => type === 'INTEGER' || type === 'DECIMAL';
const textOr = (text: string) => text.trim() || null;
const numberOr = (text: string) => (text.trim() === '' ? null : Number(text));

/** What can be changed of a definition; its name, owner and type stay. */
export const changesOf = (draft: Draft): Omit<UpdateFieldInput, 'id'> => ({
  label: textOr(draft.label) ?? draft.name.trim(),
  unit: isNumeric(draft.type) ? textOr(draft.unit) : null,
  description: textOr(draft.description),
  choices: draft.type === 'CHOICE' ? draft.choices : null,
  category: textOr(draft.category),
  code: textOr(draft.code),
  minimum: isNumeric(draft.type) ? numberOr(draft.minimum) : null,
  maximum: isNumeric(draft.type) ? numberOr(draft.maximum) : null,
});

export const definitionOf = (draft: Draft, owner: FieldOwner) => ({ name: draft.name.trim(), owner, type: draft.type, ...changesOf(draft) });

/** What values it takes, in words: `0 to 200 mm`, `yes, no`. */
export function valuesOf({ choices, minimum, maximum, unit }: DefinitionFragment): string {
  if (choices?.length) return choices.join(', ');
  const range = minimum != null && maximum != null ? `${minimum} to ${maximum}` : minimum != null ? `from ${minimum}` : maximum != null ? `to ${maximum}` : '';
  return [range, unit].filter(Boolean).join(' ');
}
