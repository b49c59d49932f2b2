import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import type { Stored } from '@/fields/draft';
import { RecordForm } from '@/fields/RecordForm';
import { useRecordForm } from '@/fields/useRecordForm';
import { PatientPicker } from '@/patients/PatientPicker';
import { FormModal } from '@/ui/FormModal';
import { tell } from '@/ui/outcome';
import { CREATE_STUDY, UPDATE_STUDY } from './documents';

export type EditedStudy = {
  id: string;
  version: number;
  label?: string | null;
  date?: string | null;
  description?: string | null;
  fields: Stored[];
};
type Props = { opened: boolean; onClose: () => void; /** Whose it is; asked for when it is not given. */ patientId?: string; study?: EditedStudy; onConflict?: () => void; /** Instead of opening what is added. */ onAdded?: () => void };

/** Adds a study to a patient, or edits the given one. */
export const StudyDialog = ({ opened, ...rest }: Props) => (
  <FormModal title={rest.study ? 'Edit study' : 'Add study'} opened={opened} onClose={rest.onClose}>
    <StudyForm {...rest} />
  </FormModal>
);

function StudyForm({ patientId, study: shown, onClose, onConflict, onAdded }: Omit<Props, 'opened'>) {
  // The study as it was when the form opened: what others save meanwhile must not slip under it.
  const [study] = useState(shown);
  const navigate = useNavigate();
  const [, create] = useMutation(CREATE_STUDY);
  const [, update] = useMutation(UPDATE_STUDY);
  const form = useRecordForm('STUDY', study?.fields, onConflict);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [date, setDate] = useState(study?.date ?? '');
  const [label, setLabel] = useState(study?.label ?? '');
  const [description, setDescription] = useState(study?.description ?? '');

  const submit = async () => {
    const owner = patientId ?? chosenId;
    setMissing(!owner);
    if (!owner) return;
    const own = { date: date || null, label: label.trim() || null, description: description.trim() || null };
    const id = await form.save(async (fields) => {
      if (study) {
        const { data, error } = await update({ input: { id: study.id, version: study.version, ...own, fields } });
        return { error, errors: data?.updateStudy.errors, id: data?.updateStudy.study?.id };
      }
      const { data, error } = await create({ input: { patientId: owner, ...own, fields } });
      return { error, errors: data?.createStudy.errors, id: data?.createStudy.study?.id };
    });
    if (!id) return;
    tell(study ? 'The study is saved.' : 'The study is added.');
    onClose();
    if (study) return;
    if (onAdded) onAdded();
    else navigate(`/studies/${id}`);
  };

  return (
    <RecordForm owner="STUDY" form={form} action={study ? 'Save' : 'Add study'} onSubmit={() => void submit()} onCancel={onClose}>
      {!patientId && <PatientPicker value={chosenId} onChange={setChosenId} error={isMissing && !chosenId ? 'Choose whose study it is' : undefined} />}
      <Group grow align="start">
        <TextInput label="Date" type="date" value={date} onChange={(event) => setDate(event.currentTarget.value)} error={form.refused.date} data-autofocus={patientId !== undefined || undefined} />
        <TextInput label="Label" value={label} maxLength={200} onChange={(event) => setLabel(event.currentTarget.value)} error={form.refused.label} />
      </Group>
      <TextInput label="Description" value={description} onChange={(event) => setDescription(event.currentTarget.value)} error={form.refused.description} />
    </RecordForm>
  );
}
