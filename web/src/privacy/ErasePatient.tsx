import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useMutation } from 'urql';
import { Refused } from '@/session/Door';
import { refusalOf, tell } from '@/ui/outcome';
import { count } from '@/ui/words';
import { ERASE_PATIENT } from './documents';

type Props = { id: string; opened: boolean; onClose: () => void; onErased?: () => void };

/** Erases a patient; the id must be typed, because nothing brings the data back. */
export const ErasePatient = ({ id, opened, onClose, onErased }: Props) => (
  <Modal opened={opened} onClose={onClose} title="Erase for good?" closeButtonProps={{ 'aria-label': 'Close' }}>
    <EraseForm id={id} onClose={onClose} onErased={onErased} />
  </Modal>
);

function EraseForm({ id, onClose, onErased }: Omit<Props, 'opened'>) {
  const [{ fetching }, erase] = useMutation(ERASE_PATIENT);
  const [typed, setTyped] = useState('');
  const [isBarred, setBarred] = useState(true);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async () => {
    if (typed.trim() !== id) return;
    const result = await erase({ input: { id, bar: isBarred } });
    const refused = refusalOf(result, result.data?.erasePatient.errors);
    setRefusal(refused);
    if (refused) return;
    tell(`${id} is erased, with ${count(result.data?.erasePatient.deletedImages ?? 0, 'image')}.`);
    onClose();
    onErased?.();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <Alert color="red" icon={<TriangleAlert size={18} />} title="Nothing brings it back">
          <List size="sm">
            <List.Item>all records of the patient, with studies and series</List.Item>
            <List.Item>all images, their files and thumbnails</List.Item>
            <List.Item>all fields and what can be searched of them</List.Item>
          </List>
        </Alert>
        <Text size="sm">The audit trail keeps that it was done, with ids alone. Backups are yours to see to.</Text>
        <Checkbox
          label="Refuse later uploads of this person"
          description="The hub keeps a keyed hash, from which nobody can tell who it is."
          checked={isBarred}
          onChange={(event) => setBarred(event.currentTarget.checked)}
        />
        {refusal && <Refused>{refusal}</Refused>}
        <TextInput
          label={`Type ${id} to go on`}
          classNames={{ input: 'mono' }}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" disabled={typed.trim() !== id} loading={fetching}>
            Erase
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
