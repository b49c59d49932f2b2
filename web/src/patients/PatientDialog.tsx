import { Group, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import type { Stored } from '@/fields/draft';
import { RecordForm } from '@/fields/RecordForm';
import { useRecordForm } from '@/fields/useRecordForm';
import type { Gender } from '@/graphql/generated/graphql';
import { FormModal } from '@/ui/FormModal';
import { tell } from '@/ui/outcome';
import { sentenceCase } from '@/ui/words';
import { CREATE_PATIENT, UPDATE_PATIENT } from './documents';
import { GENDERS } from './filters';

/** As the server has it. */
const OLDEST_YEARS = 150;

export type EditedPatient = { id: string; version: number; label?: string | null; age?: number | null; gender: Gender; fields: Stored[] };
type Props = { opened: boolean; onClose: () => void; patient?: EditedPatient; onConflict?: () => void; /** Instead of opening what is added. */ onAdded?: () => void };

/** Adds a patient, or edits the given one. */
export const PatientDialog = ({ opened, ...rest }: Props) => (
  <FormModal title={rest.patient ? 'Edit patient' : 'Add patient'} opened={opened} onClose={rest.onClose}>
    <PatientForm {...rest} />
  </FormModal>
);

function PatientForm({ patient: shown, onClose, onConflict, onAdded }: Omit<Props, 'opened'>) {
  // The patient as it was when the form opened: what others save meanwhile must not slip under it.
  const [patient] = useState(shown);
  const navigate = useNavigate();
  const [, create] = useMutation(CREATE_PATIENT);
  const [, update] = useMutation(UPDATE_PATIENT);
  const form = useRecordForm('PATIENT', patient?.fields, onConflict);
  const [label, setLabel] = useState(patient?.label ?? '');
  const [age, setAge] = useState<number | string>(patient?.age ?? '');
  const [gender, setGender] = useState<Gender>(patient?.gender ?? 'UNKNOWN');

  const submit = async () => {
    // The field says so already.
    if (Number(age) > OLDEST_YEARS) return;
    const own = { label: label.trim() || null, age: age === '' ? null : Number(age), gender };
    const id = await form.save(async (fields) => {
      if (patient) {
        const { data, error } = await update({ input: { id: patient.id, version: patient.version, ...own, fields } });
        return { error, errors: data?.updatePatient.errors, id: data?.updatePatient.patient?.id };
      }
      const { data, error } = await create({ input: { ...own, fields } });
      return { error, errors: data?.createPatient.errors, id: data?.createPatient.patient?.id };
    });
    if (!id) return;
    tell(patient ? 'The patient is saved.' : 'The patient is added.');
    onClose();
    if (patient) return;
    if (onAdded) onAdded();
    else navigate(`/patients/${id}`);
  };

  return (
    <RecordForm owner="PATIENT" form={form} action={patient ? 'Save' : 'Add patient'} onSubmit={() => void submit()} onCancel={onClose}>
      <Group grow align="start">
        <NumberInput
          label="Age"
          suffix=" years"
          min={0}
          max={OLDEST_YEARS}
          clampBehavior="none"
          allowDecimal={false}
          value={age}
          onChange={setAge}
          error={age !== '' && Number(age) > OLDEST_YEARS ? `An age is a number of years from 0 to ${OLDEST_YEARS}.` : form.refused.age}
          data-autofocus
        />
        <TextInput
          label="Label"
          description="Never a name or a record number"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={label}
          maxLength={200}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={form.refused.label}
        />
      </Group>
      <div>
        <Text size="sm" fw={500} mb={4} id="gender-label">
          Gender
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="gender-label"
          value={gender}
          onChange={(value) => setGender(value as Gender)}
          data={GENDERS.map((value) => ({ value, label: sentenceCase(value) }))}
        />
      </div>
    </RecordForm>
  );
}
