import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { UPDATE_PATIENT } from '@/patients/documents';
import { UPDATE_SERIES } from '@/series/documents';
import { UPDATE_STUDY } from '@/studies/documents';
import { FormModal } from '@/ui/FormModal';
import { refusalOf, tell } from '@/ui/outcome';
import type { Entry } from './entries';

/** Gives a patient, a study or a series another label. */
export function RenameDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const [label, setLabel] = useState(entry.label ?? '');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: ofPatient }, updatePatient] = useMutation(UPDATE_PATIENT);
  const [{ fetching: ofStudy }, updateStudy] = useMutation(UPDATE_STUDY);
  const [{ fetching: ofSeries }, updateSeries] = useMutation(UPDATE_SERIES);
  const rename = async (): Promise<string | null> => {
    const input = { id: entry.id, version: entry.version, label: label.trim() || null };
    if (entry.kind === 'patient') {
      const result = await updatePatient({ input });
      return refusalOf(result, result.data?.updatePatient.errors);
    }
    if (entry.kind === 'study') {
      const result = await updateStudy({ input });
      return refusalOf(result, result.data?.updateStudy.errors);
    }
    const result = await updateSeries({ input });
    return refusalOf(result, result.data?.updateSeries.errors);
  };
  const submit = async () => {
    const found = await rename();
    setRefusal(found);
    if (found === null) {
      tell(`${entry.name} is renamed.`);
      onClose();
    }
  };
  return (
    <FormModal title={`Rename ${entry.name}`} opened onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <TextInput
            label="Label"
            description={entry.kind === 'patient' ? 'Never a name or a record number' : undefined}
            value={label}
            maxLength={200}
            onChange={(event) => setLabel(event.currentTarget.value)}
            data-autofocus
          />
          {refusal && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={ofPatient || ofStudy || ofSeries}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
