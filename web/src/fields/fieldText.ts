import type { DynamicFieldFragment } from '@/graphql/generated/graphql';
import { day } from '@/ui/words';

/** A dynamic field's value as people read it. */
export function fieldText({ type, value, definition }: DynamicFieldFragment): string {
  if (type === 'BOOLEAN') return value ? 'Yes' : 'No';
  if (type === 'DATE') return day(String(value));
  return definition.unit ? `${value} ${definition.unit}` : String(value);
}
