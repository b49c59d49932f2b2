import { useMemo } from 'react';
import { useQuery } from 'urql';
import { FIELD_DEFINITIONS } from '@/fields/documents';
import { fieldText } from '@/fields/fieldText';
import type { DynamicFieldFragment, FieldOwner, FieldType } from '@/graphql/generated/graphql';
import type { Column } from '@/ui/DataTable';
import { byField } from '@/ui/sort';
import type { List } from './storage';
import { useKept } from './useKept';

type Record = { fields?: DynamicFieldFragment[] };
type Definition = { name: string; label: string; type: FieldType };

/** The columns that the person chose for a list: its own ones, and any dynamic field of the dictionary. */
export function useColumns<Row extends Record>(list: List, owner: FieldOwner, own: Column<Row>[]) {
  const { kept, change } = useKept(list);
  const [{ data }] = useQuery({ query: FIELD_DEFINITIONS, variables: { owner } });
  const all = useMemo(() => [...own, ...(data?.fieldDefinitions ?? []).map((definition) => columnOf<Row>(definition))], [own, data]);
  const chosen = kept.columns ?? own.map(({ id }) => id);
  const columns = all.filter(({ id }) => chosen.includes(id));
  return {
    columns: columns.length ? columns : own,
    /** Whether the rows need their dynamic fields. */
    withFields: columns.some(({ id }) => id.startsWith(byField(''))),
    menu: {
      choices: all.map(({ id, header }) => ({ id, text: typeof header === 'string' ? header : id })),
      columns: columns.map(({ id }) => id),
      kept,
      onChange: change,
    },
  };
}

const columnOf = <Row extends Record>({ name, label, type }: Definition): Column<Row> => ({
  id: byField(name),
  header: label || name,
  sortBy: byField(name),
  align: type === 'INTEGER' || type === 'DECIMAL' ? 'right' : undefined,
  cell: ({ fields }) => {
    const field = fields?.find((each) => each.name === name);
    return field ? fieldText(field) : '–';
  },
});
