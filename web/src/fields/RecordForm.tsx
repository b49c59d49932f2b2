import { Alert, Button, Divider, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldOwner } from '@/graphql/generated/graphql';
import { FieldsEditor } from './FieldsEditor';
import type { useRecordForm } from './useRecordForm';

type Props = {
  owner: FieldOwner;
  form: ReturnType<typeof useRecordForm>;
  action: string;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
};

/** The frame of the dialogs: the record's own inputs, then its dynamic fields, then what was refused. */
export function RecordForm({ owner, form, action, onSubmit, onCancel, children }: Props) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack>
        {children}
        <Divider label="More fields" labelPosition="left" />
        <FieldsEditor owner={owner} drafts={form.drafts} onChange={form.setDrafts} problems={form.problems} />
        {form.refusal && (
          <Alert color="red" role="alert">
            {form.refusal}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
