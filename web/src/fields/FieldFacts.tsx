import type { FieldType } from '@/graphql/generated/graphql';
import { Facts } from '@/ui/Facts';
import { day } from '@/ui/words';

type Field = { name: string; type: FieldType; value: string | number | boolean; definition: { label: string; unit?: string | null } };

/** A dynamic field's value as people read it. */
export function fieldText({ type, value, definition }: Field): string {
  if (type === 'BOOLEAN') return value ? 'Yes' : 'No';
  if (type === 'DATE') return day(String(value));
  return definition.unit ? `${value} ${definition.unit}` : String(value);
}

export const FieldFacts = ({ fields }: { fields: Field[] }) =>
  fields.length ? <Facts title="More fields" facts={fields.map((field) => [field.definition.label || field.name, fieldText(field)])} /> : null;
