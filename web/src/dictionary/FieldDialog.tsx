import { Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FIELD_TYPES } from '@/fields/draft';
import type { DefinitionFragment, FieldOwner, FieldType } from '@/graphql/generated/graphql';
import { Refused } from '@/session/Door';
import { FormModal } from '@/ui/FormModal';
import { byPath, refusalOf, tell } from '@/ui/outcome';
import { DEFINE, UPDATE_FIELD } from './documents';
import { changesOf, definitionOf, draftOf, isNumeric, NEW, type Draft } from './draft';

type Props = { owner: FieldOwner; field?: DefinitionFragment; onClose: () => void };

/** Defines a field, or changes what is said about one. */
export function FieldDialog({ owner, field, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>(field ? draftOf(field) : NEW);
  const [{ fetching: isDefining }, define] = useMutation(DEFINE);
  const [{ fetching: isUpdating }, update] = useMutation(UPDATE_FIELD);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [at, setAt] = useState<Record<string, string>>({});
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const submit = async () => {
    const result = field ? await update({ input: { id: field.id, ...changesOf(draft) } }) : await define({ input: definitionOf(draft, owner) });
    const errors = result.data && ('updateField' in result.data ? result.data.updateField.errors : result.data.defineField.errors);
    const sentence = refusalOf(result, errors ?? undefined);
    const known = byPath(errors ?? undefined);
    setAt(known);
    setRefusal(Object.keys(known).some((path) => path in draft) ? null : sentence);
    if (sentence) return;
    tell(field ? 'The field is saved.' : 'The field is defined.');
    onClose();
  };
  return (
    <FormModal title={field ? `Change ${field.label}` : 'Define a field'} opened onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <Group grow align="start">
            <TextInput label="Name" description="As exports call it" withAsterisk disabled={field !== undefined} value={draft.name} maxLength={100} onChange={(event) => change({ name: event.currentTarget.value })} error={at.name} data-autofocus={field === undefined || undefined} />
            <Select label="Type" description="It stays as it is chosen" data={FIELD_TYPES} value={draft.type} allowDeselect={false} disabled={field !== undefined} onChange={(type) => change({ type: type as FieldType })} error={at.type} />
          </Group>
          <TextInput label="Label" description="As people read it; the name when it is empty" value={draft.label} maxLength={200} onChange={(event) => change({ label: event.currentTarget.value })} error={at.label} data-autofocus={field !== undefined || undefined} />
          {draft.type === 'CHOICE' && <TagsInput label="Choices" description="Write each choice and press Enter" value={draft.choices} onChange={(choices) => change({ choices })} error={at.choices} />}
          {isNumeric(draft.type) && (
            <Group grow align="start">
              <TextInput label="Unit" placeholder="mm" value={draft.unit} onChange={(event) => change({ unit: event.currentTarget.value })} error={at.unit} />
              <TextInput label="Smallest" inputMode="decimal" value={draft.minimum} onChange={(event) => change({ minimum: event.currentTarget.value })} error={at.minimum} />
              <TextInput label="Greatest" inputMode="decimal" value={draft.maximum} onChange={(event) => change({ maximum: event.currentTarget.value })} error={at.maximum} />
            </Group>
          )}
          <TextInput label="Description" value={draft.description} onChange={(event) => change({ description: event.currentTarget.value })} error={at.description} />
          <Group grow align="start">
            <TextInput label="Category" value={draft.category} onChange={(event) => change({ category: event.currentTarget.value })} error={at.category} />
            <TextInput label="Code" placeholder="SNOMED CT, LOINC …" value={draft.code} onChange={(event) => change({ code: event.currentTarget.value })} error={at.code} />
          </Group>
          <Refused>{refusal}</Refused>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isDefining || isUpdating} disabled={!draft.name.trim()}>
              {field ? 'Save' : 'Define'}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
