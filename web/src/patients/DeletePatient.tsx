import { List, Text } from '@mantine/core';
import { useMutation, useQuery } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { count, nameOf } from '@/ui/words';
import { DELETE_PATIENT, STUDY_COUNT } from './documents';

type Props = {
  patient: { id: string; label?: string | null; imageCount: number };
  onClose: () => void;
  onDeleted?: () => void;
};

export function DeletePatient({ patient, onClose, onDeleted }: Props) {
  const [, remove] = useMutation(DELETE_PATIENT);
  const [{ data }] = useQuery({ query: STUDY_COUNT, variables: { id: patient.id } });
  const studies = data?.patient?.studies.totalCount ?? 0;
  const confirm = async () => {
    const result = await remove({ input: { id: patient.id } });
    const refusal = refusalOf(result, result.data?.deletePatient.errors);
    if (refusal) return refusal;
    tell(`${nameOf(patient)} is deleted, with ${count(result.data?.deletePatient.deletedImages ?? 0, 'image')}.`);
    onDeleted?.();
    return null;
  };
  return (
    <ConfirmDelete title={`Delete ${nameOf(patient)}?`} opened onClose={onClose} typed={patient.imageCount > 0 ? patient.id : undefined} onConfirm={confirm}>
      <Text>These go with the patient, for good:</Text>
      <List mt="xs">
        <List.Item>age, gender, label and all other fields</List.Item>
        <List.Item>{count(studies, 'study', 'studies')} with all series</List.Item>
        <List.Item>{count(patient.imageCount, 'image')} and their files</List.Item>
      </List>
    </ConfirmDelete>
  );
}
