import type { DynamicFieldFragment } from '@/graphql/generated/graphql';
import { Facts } from '@/ui/Facts';
import { fieldText } from './fieldText';

export const FieldFacts = ({ fields }: { fields: DynamicFieldFragment[] }) =>
  fields.length ? <Facts title="More fields" facts={fields.map((field) => [field.definition.label || field.name, fieldText(field)])} /> : null;
