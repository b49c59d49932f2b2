import { List, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { count } from '@/ui/words';
import { DELETE_PATIENT } from './documents';

type Props = { patients: { id: string; imageCount: number }[]; onClose: () => void };

/** Deletes several patients, one after the other; what is refused ends it, and those before it are gone. */
export function DeletePatients({ patients: ticked, onClose }: Props) {
  // Those that were asked about: the list behind the dialog shrinks while they are deleted.
  const [patients] = useState(ticked);
  const [, remove] = useMutation(DELETE_PATIENT);
  const [done, setDone] = useState(0);
  const images = patients.reduce((sum, { imageCount }) => sum + Number(imageCount), 0);
  const confirm = async () => {
    for (const [index, { id }] of patients.entries()) {
      const result = await remove({ input: { id } });
      const refusal = refusalOf(result, result.data?.deletePatient.errors);
      if (refusal) return `${count(index, 'patient')} deleted; ${id} was not: ${refusal}`;
      setDone(index + 1);
    }
    tell(`${count(patients.length, 'patient')} deleted, with ${count(images, 'image')}.`);
    return null;
  };
  return (
    <ConfirmDelete title={`Delete ${count(patients.length, 'patient')}?`} opened onClose={onClose} typed={images > 0 ? String(patients.length) : undefined} onConfirm={confirm}>
      <Text>These go with them, for good:</Text>
      <List mt="xs">
        <List.Item>their labels, ages and all other fields</List.Item>
        <List.Item>their studies with all series</List.Item>
        <List.Item>{count(images, 'image')} and their files</List.Item>
      </List>
      {done > 0 && <Progress mt="md" value={(100 * done) / patients.length} aria-label="Deleted" />}
    </ConfirmDelete>
  );
}
