import { ActionIcon, Autocomplete, Button, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useQuery } from 'urql';
import type { FieldOwner, FieldType } from '@/graphql/generated/graphql';
import { useMay } from '@/session/useSession';
import { FIELD_DEFINITIONS } from './documents';
import { emptyDraft, FIELD_TYPES, type Draft } from './draft';
import styles from './FieldsEditor.module.css';

type Props = { owner: FieldOwner; drafts: Draft[]; onChange: (drafts: Draft[]) => void; problems: Record<string, string> };

/** Name, type and value of each dynamic field; a name of the dictionary brings its type along. */
export function FieldsEditor({ owner, drafts, onChange, problems }: Props) {
  const change = (key: string, part: Partial<Draft>) =>
    onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <Stack gap="sm">
      {drafts.map((draft) => (
        <Row
          key={draft.key}
          owner={owner}
          draft={draft}
          problem={problems[draft.key]}
          onChange={(part) => change(draft.key, part)}
          onRemove={() => onChange(drafts.filter(({ key }) => key !== draft.key))}
        />
      ))}
      <Button
        variant="light"
        leftSection={<Plus size={16} />}
        onClick={() => onChange([...drafts, emptyDraft()])}
        style={{ alignSelf: 'flex-start' }}
      >
        Add new field
      </Button>
    </Stack>
  );
}

type RowProps = {
  owner: FieldOwner;
  draft: Draft;
  problem?: string;
  onChange: (part: Partial<Draft>) => void;
  onRemove: () => void;
};

function Row({ owner, draft, problem, onChange, onRemove }: RowProps) {
  const [{ data }] = useQuery({ query: FIELD_DEFINITIONS, variables: { owner } });
  const mayDefine = useMay('DICTIONARY_WRITE');
  const known = data?.fieldDefinitions ?? [];
  const definition = known.find(({ name }) => name === draft.name.trim());
  const setName = (name: string) => {
    const found = known.find((entry) => entry.name === name.trim());
    onChange(found ? { name, type: found.type, choices: found.choices ?? [] } : { name });
  };
  // The choices of a new field are part of the dictionary, which not everybody may write.
  const types = FIELD_TYPES.filter(({ value }) => value !== 'CHOICE' || mayDefine || definition?.type === 'CHOICE');
  const name = draft.name || 'new field';
  return (
    <div className={styles.row} role="group" aria-label={`Field ${name}`}>
      <Autocomplete
        label="Field name"
        data={known.map((entry) => entry.name)}
        value={draft.name}
        onChange={setName}
        readOnly={!draft.isNew}
        data-autofocus={draft.isNew || undefined}
      />
      <Select
        label="Type"
        data={types}
        value={draft.type}
        allowDeselect={false}
        disabled={!draft.isNew || definition !== undefined}
        onChange={(type) => type && onChange({ type: type as FieldType, value: '' })}
      />
      <ValueInput draft={draft} unit={definition?.unit ?? undefined} onChange={(value) => onChange({ value })} />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove ${name}`} onClick={onRemove} className={styles.remove}>
        <X size={18} />
      </ActionIcon>
      {draft.type === 'CHOICE' && draft.isNew && !definition && (
        <TagsInput
          className={styles.wide}
          label="Choices"
          description="Write each choice and press Enter"
          value={draft.choices}
          onChange={(choices) => onChange({ choices })}
        />
      )}
      {problem && (
        <Text c="red" size="sm" className={styles.wide} role="alert">
          {problem}
        </Text>
      )}
    </div>
  );
}

function ValueInput({ draft, unit, onChange }: { draft: Draft; unit?: string; onChange: (value: string) => void }) {
  const label = unit ? `Value (${unit})` : 'Value';
  switch (draft.type) {
    case 'INTEGER':
    case 'DECIMAL':
      return (
        <NumberInput label={label} value={draft.value} allowDecimal={draft.type === 'DECIMAL'} onChange={(value) => onChange(String(value))} />
      );
    case 'BOOLEAN':
      return (
        <Select
          label={label}
          data={[{ value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]}
          value={draft.value || null}
          clearable
          onChange={(value) => onChange(value ?? '')}
        />
      );
    case 'DATE':
      return <TextInput label={label} type="date" value={draft.value} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'CHOICE':
      return <Select label={label} data={draft.choices} value={draft.value || null} clearable onChange={(value) => onChange(value ?? '')} />;
    case 'TEXT':
      return <TextInput label={label} value={draft.value} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
