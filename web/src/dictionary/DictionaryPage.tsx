import { ActionIcon, Anchor, Button, SegmentedControl, Text } from '@mantine/core';
import { BookOpen, Plus, ShieldX, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { FIELD_TYPES } from '@/fields/draft';
import type { DictionaryQuery, FieldOwner } from '@/graphql/generated/graphql';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { refusalOf, tell } from '@/ui/outcome';
import { number } from '@/ui/words';
import { DELETE_FIELD, DICTIONARY } from './documents';
import { valuesOf } from './draft';
import { FieldDialog } from './FieldDialog';

type Field = DictionaryQuery['fieldDefinitions'][number];
const OWNERS: { value: FieldOwner; label: string }[] = [
  { value: 'PATIENT', label: 'Patients' },
  { value: 'STUDY', label: 'Studies' },
  { value: 'SERIES', label: 'Series' },
  { value: 'IMAGE', label: 'Images' },
];

/** `/settings/dictionary`: the fields that records have beside those of the hub. */
export default function DictionaryPage() {
  return useMay('DICTIONARY_WRITE') ? <Dictionary /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not change the dictionary" />;
}

function Dictionary() {
  const [parameters, setParameters] = useSearchParams();
  const owner = OWNERS.find(({ value }) => value.toLowerCase() === parameters.get('of'))?.value ?? 'PATIENT';
  const [{ data, error, fetching }, reload] = useQuery({ query: DICTIONARY, variables: { owner }, requestPolicy: 'cache-and-network' });
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<Field | null>(null);
  const [victim, setVictim] = useState<Field | null>(null);
  const columns = useMemo(() => columnsOf(setEdited, setVictim), []);
  return (
    <>
      <SettingsHeader title="Data dictionary" about="The fields that records have beside those of the hub: what they are called, what values they take, and how many records carry them.">
        <Button leftSection={<Plus size={18} />} onClick={() => setAdding(true)}>
          Define a field
        </Button>
      </SettingsHeader>
      <SegmentedControl aria-label="Fields of" mb="md" value={owner} onChange={(value) => setParameters({ of: value.toLowerCase() }, { replace: true })} data={OWNERS} />
      {error && !data ? (
        <Failure error={error} onRetry={reload} />
      ) : (
        <DataTable
          label="Fields"
          columns={columns}
          rows={data?.fieldDefinitions ?? []}
          isLoading={fetching && !data}
          empty={
            <Empty icon={BookOpen} title="No fields yet">
              They come with the values that people add to records, with CSV files, or are defined here.
            </Empty>
          }
        />
      )}
      {(isAdding || edited) && (
        <FieldDialog
          owner={owner}
          field={edited ?? undefined}
          onClose={() => {
            setAdding(false);
            setEdited(null);
          }}
        />
      )}
      {victim && <DeleteField field={victim} onClose={() => setVictim(null)} />}
    </>
  );
}

const columnsOf = (onEdit: (field: Field) => void, onDelete: (field: Field) => void): Column<Field>[] => [
  {
    id: 'label',
    header: 'Field',
    cell: (row) => (
      <>
        <Anchor component="button" type="button" size="sm" fw={500} ta="left" onClick={() => onEdit(row)}>
          {row.label || row.name}
        </Anchor>
        {row.label && row.label !== row.name && (
          <Text size="xs" c="dimmed" className="mono">
            {row.name}
          </Text>
        )}
        {row.description && (
          <Text size="xs" c="dimmed">
            {row.description}
          </Text>
        )}
      </>
    ),
  },
  { id: 'type', header: 'Type', cell: (row) => FIELD_TYPES.find(({ value }) => value === row.type)?.label },
  { id: 'values', header: 'Values', cell: (row) => valuesOf(row) },
  { id: 'code', header: 'Code', cell: (row) => row.code && <span className="mono">{row.code}</span> },
  { id: 'usage', header: 'Records', align: 'right', cell: (row) => <span className="numbers">{number(row.usage)}</span> },
  {
    id: 'delete',
    header: <span className="visually-hidden">Delete</span>,
    align: 'right',
    cell: (row) =>
      // What records carry cannot go: it is taken out of them first.
      Number(row.usage) === 0 && (
        <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${row.label || row.name}`} onClick={() => onDelete(row)}>
          <Trash2 size={17} />
        </ActionIcon>
      ),
  },
];

function DeleteField({ field, onClose }: { field: Field; onClose: () => void }) {
  const [, remove] = useMutation(DELETE_FIELD);
  const confirm = async () => {
    const result = await remove({ input: { id: field.id } });
    const refusal = refusalOf(result, result.data?.deleteField.errors);
    if (refusal === null) tell(`${field.label || field.name} is deleted.`);
    return refusal;
  };
  return (
    <ConfirmDelete title={`Delete ${field.label || field.name}?`} opened onClose={onClose} onConfirm={confirm}>
      No record carries it. Its definition goes, for good.
    </ConfirmDelete>
  );
}
