import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useFocusBack } from './useFocusBack';

type Props = {
  title: string;
  /** What the button says. */
  action?: string;
  /** Whether nothing is lost by it: then it is no red button. */
  isSafe?: boolean;
  children: ReactNode;
  opened: boolean;
  onClose: () => void;
  /** What has to be typed before, where more goes than one sees. */
  typed?: string;
  /** Returns null when it is done, else the sentence to show. */
  onConfirm: () => Promise<string | null>;
};

/** Asks before something is destroyed; the children say what goes with it. */
export function ConfirmDelete({ title, action = 'Delete', isSafe = false, children, opened, onClose, typed, onConfirm }: Props) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [words, setWords] = useState('');
  const close = () => {
    setRefusal(null);
    setWords('');
    onClose();
  };
  const confirm = async () => {
    setRunning(true);
    const sentence = await onConfirm();
    setRunning(false);
    if (sentence === null) close();
    else setRefusal(sentence);
  };
  useFocusBack(opened);
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text component="div">{children}</Text>
        {typed && (
          <TextInput label={`Type ${typed} to confirm`} value={words} autoComplete="off" onChange={(event) => setWords(event.currentTarget.value)} />
        )}
        {refusal && (
          <Alert color="red" role="alert">
            {refusal}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button color={isSafe ? 'hub' : 'red.9'} loading={isRunning} disabled={typed !== undefined && words.trim() !== typed} onClick={() => void confirm()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
