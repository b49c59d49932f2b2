import { Alert, Button, Checkbox, Group, MultiSelect, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient, useMutation, useQuery } from 'urql';
import { FIELD_DEFINITIONS } from '@/fields/documents';
import type { ExportFormat, ExportLevel, ExportStateFragment } from '@/graphql/generated/graphql';
import { FormModal } from '@/ui/FormModal';
import { refusalOf } from '@/ui/outcome';
import { count, sentenceCase } from '@/ui/words';
import { COLUMNS, FILES, inputOf, LEVEL_NAMES, LEVEL_PLURALS, levelsFrom, problem, TABLES, type Choice } from './choice';
import { CREATE_EXPORT } from './documents';
import type { Exported } from './ExportButton';
import { ExportReady } from './ExportReady';

type Props = { what: Exported; onClose: () => void };

/** Chooses what to take away and in which form; then tells where it is. */
export default function ExportDialog({ what, onClose }: Props) {
  const client = useClient();
  const [, create] = useMutation(CREATE_EXPORT);
  const [kind, setKind] = useState<'table' | 'files'>(what.level === 'IMAGE' ? 'files' : 'table');
  const [choice, setChoice] = useState<Choice>({ format: kind === 'files' ? 'DICOM' : 'CSV', level: what.level, columns: [], split: null, directory: false });
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [job, setJob] = useState<ExportStateFragment | null>(null);
  const change = (part: Partial<Choice>) => setChoice((before) => ({ ...before, ...part }));
  const wrong = problem(choice);

  const submit = async () => {
    if (wrong) return;
    setRunning(true);
    setRefusal(null);
    try {
      const ids = what.ids ?? (await what.read?.(client)) ?? null;
      const result = await create({ input: { ...inputOf(choice), ids, patients: ids ? null : (what.filter ?? null), collectionId: what.collectionId ?? null } });
      setRefusal(refusalOf(result, result.data?.createExport.errors));
      setJob(result.data?.createExport.job ?? null);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : 'It could not be exported. Try again.');
    } finally {
      setRunning(false);
    }
  };

  const title = what.count === null ? 'Export' : `Export ${count(what.count, LEVEL_NAMES[what.level], LEVEL_PLURALS[what.level])}`;
  return (
    <FormModal title={title} opened onClose={onClose}>
      {job ? (
        <ExportReady job={job} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack>
            <SegmentedControl
              aria-label="What to export"
              value={kind}
              onChange={(value) => {
                setKind(value as typeof kind);
                change({ format: value === 'files' ? 'DICOM' : 'CSV' });
              }}
              data={[
                { value: 'table', label: 'Data, as a table' },
                { value: 'files', label: 'Images, as files' },
              ]}
            />
            {kind === 'table' ? (
              <TableChoice what={what} choice={choice} onChange={change} />
            ) : (
              <Select label="Format" data={FILES} value={choice.format} allowDeselect={false} onChange={(format) => change({ format: format as ExportFormat })} />
            )}
            {choice.format === 'DICOM' && (
              <Checkbox
                label="As on a medium, with a DICOMDIR"
                disabled={choice.split !== null}
                checked={choice.directory && choice.split === null}
                onChange={(event) => change({ directory: event.currentTarget.checked })}
              />
            )}
            <SplitChoice split={choice.split} problem={wrong} onChange={(split) => change({ split })} />
            <Text size="sm" c="dimmed">
              The archive has what you may see, de-identified, with a dictionary of the columns and a list of the files with their digests.
            </Text>
            {refusal && (
              <Alert color="red" role="alert">
                {refusal}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={isRunning}>
                Export
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </FormModal>
  );
}

type ChoiceProps = { what: Exported; choice: Choice; onChange: (part: Partial<Choice>) => void };

function TableChoice({ what, choice, onChange }: ChoiceProps) {
  const [{ data }] = useQuery({ query: FIELD_DEFINITIONS, variables: { owner: choice.level } });
  const dynamic = data?.fieldDefinitions.map(({ name }) => `fields.${name}`) ?? [];
  const levels = levelsFrom(what.level);
  return (
    <>
      <Group grow align="start">
        <Select
          label="One row for each"
          data={levels.map((level) => ({ value: level, label: sentenceCase(level) }))}
          value={choice.level}
          allowDeselect={false}
          onChange={(level) => onChange({ level: level as ExportLevel, columns: [] })}
        />
        <Select label="Format" data={TABLES} value={choice.format} allowDeselect={false} onChange={(format) => onChange({ format: format as ExportFormat })} />
      </Group>
      <MultiSelect
        label="Columns"
        placeholder={choice.columns.length ? undefined : 'All columns'}
        data={[
          { group: 'Of the hub', items: COLUMNS[choice.level] },
          { group: 'Fields', items: dynamic },
        ].filter(({ items }) => items.length)}
        value={choice.columns}
        onChange={(columns) => onChange({ columns })}
        searchable
        clearable
      />
    </>
  );
}

const PARTS = ['train', 'validation', 'test'] as const;
type SplitProps = { split: Choice['split']; problem: string | null; onChange: (split: Choice['split']) => void };

const SplitChoice = ({ split, problem: wrong, onChange }: SplitProps) => (
  <Stack gap="xs">
    <Checkbox
      label="Split the patients for training"
      checked={split !== null}
      onChange={(event) => onChange(event.currentTarget.checked ? { train: 70, validation: 15, test: 15 } : null)}
    />
    {split && (
      <Group grow align="start">
        {PARTS.map((part) => (
          <NumberInput
            key={part}
            label={sentenceCase(part.toUpperCase())}
            suffix=" %"
            min={0}
            max={100}
            allowDecimal={false}
            value={split[part]}
            onChange={(value) => onChange({ ...split, [part]: Number(value) })}
          />
        ))}
      </Group>
    )}
    {wrong && (
      <Text c="red" size="sm" role="alert">
        {wrong}
      </Text>
    )}
  </Stack>
);
