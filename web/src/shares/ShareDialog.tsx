import { Alert, Anchor, Button, Checkbox, Group, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import { Refused } from '@/session/Door';
import { CopyButton } from '@/ui/CopyButton';
import { FormModal } from '@/ui/FormModal';
import { refusalOf } from '@/ui/outcome';
import { moment } from '@/ui/words';
import { CREATE_SHARE } from './documents';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFETIMES = [
  { value: '1', label: 'One day' },
  { value: '7', label: 'One week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
];

type Made = { url: string; expiresAt: string };
type Props = { id: string; name: string; onClose: () => void };

/** Makes a link to a study or a series for somebody without an account; it is shown once. */
export default function ShareDialog({ id, name, onClose }: Props) {
  const [{ fetching }, create] = useMutation(CREATE_SHARE);
  const [note, setNote] = useState('');
  const [days, setDays] = useState('7');
  const [password, setPassword] = useState('');
  const [mayDownload, setMayDownload] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const submit = async () => {
    // A minute less, so that the longest time is not beyond what the server allows.
    const expiresAt = new Date(Date.now() + Number(days) * DAY_MS - 60_000).toISOString();
    const result = await create({ input: { id, note: note.trim(), expiresAt, password: password || null, mayDownload } });
    const payload = result.data?.createShare;
    setRefusal(refusalOf(result, payload?.errors));
    if (payload?.url && payload.share) setMade({ url: payload.url, expiresAt: payload.share.expiresAt });
  };
  return (
    <FormModal title={`Share ${name}`} opened onClose={onClose}>
      {made ? (
        <Stack>
          <Alert color="teal" title="The link is made" role="status">
            It is shown this once and works until {moment(made.expiresAt)}.{password && ' Tell the password another way.'}
          </Alert>
          <Group gap="xs" wrap="nowrap">
            <TextInput aria-label="Link" readOnly value={made.url} flex={1} onFocus={(event) => event.currentTarget.select()} />
            <CopyButton value={made.url} label="Copy the link" />
          </Group>
          <Group justify="space-between">
            <Anchor component={Link} to="/settings/shares" size="sm" onClick={onClose}>
              All my links
            </Anchor>
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack>
            <Text size="sm" c="dimmed">
              Whoever has the link sees the de-identified images, without an account and without the patient. You can revoke it at any time.
            </Text>
            <TextInput label="Whom it is for" description="A note for you" value={note} maxLength={200} onChange={(event) => setNote(event.currentTarget.value)} data-autofocus />
            <Group grow align="start">
              <NativeSelect label="It works for" data={LIFETIMES} value={days} onChange={(event) => setDays(event.currentTarget.value)} />
              <PasswordInput
                label="Password, if you want one"
                autoComplete="new-password"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
              />
            </Group>
            <Checkbox label="Files can be downloaded" checked={mayDownload} onChange={(event) => setMayDownload(event.currentTarget.checked)} />
            <Refused>{refusal}</Refused>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={fetching}>
                Make a link
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </FormModal>
  );
}
