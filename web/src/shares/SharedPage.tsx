import { Button, Loader, PasswordInput, Stack } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { DoorFrame, DoorTitle, Refused } from '@/session/Door';
import { content, NotOpened, open, type Shared } from './shared';
import { SharedImages } from './SharedImages';

/** The cookie of a link lasts fifteen minutes: it is renewed before. */
const RENEW_MS = 10 * 60 * 1000;

/** `/share#<secret>`: a study or series that somebody shared, for people without an account. */
export default function SharedPage() {
  useDocumentTitle('Shared images · Medical Hub');
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [secret, setSecret] = useState(hash.slice(1));
  const [password, setPassword] = useState('');
  const [isRunning, setRunning] = useState(secret !== '');
  const [wasAsked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [shared, setShared] = useState<Shared | null>(null);
  // Whoever looks at the browser's history finds no link that works.
  useEffect(() => {
    if (!hash) return;
    setSecret(hash.slice(1));
    setShared(null);
    void navigate('/share', { replace: true });
  }, [hash, navigate]);

  const enter = useCallback(
    async (given: string | null) => {
      setRunning(true);
      setRefusal(null);
      try {
        await open(secret, given);
        setShared(await content());
      } catch (error) {
        const said = error instanceof NotOpened ? error.message : 'The hub cannot be reached. Check the connection and try again.';
        setRefusal(said || (given ? 'The password is wrong, or the link works no more.' : null));
        setAsked(true);
      } finally {
        setRunning(false);
      }
    },
    [secret],
  );
  useEffect(() => {
    if (secret) void enter(null);
  }, [secret, enter]);
  useEffect(() => {
    if (!shared) return undefined;
    const timer = setInterval(() => void open(secret, password || null).catch(() => setShared(null)), RENEW_MS);
    return () => clearInterval(timer);
  }, [shared, secret, password]);

  if (shared) return <SharedImages shared={shared} />;
  return (
    <DoorFrame>
      {!secret ? (
        <DoorTitle title="This link is not whole">Open it again from the message in which it came.</DoorTitle>
      ) : isRunning && !wasAsked ? (
        <Loader aria-label="Opening the link" />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void enter(password);
          }}
        >
          <Stack gap="lg">
            <DoorTitle title="Shared images">If the link came with a password, enter it. Otherwise it has ended: ask for another one.</DoorTitle>
            <Refused>{refusal}</Refused>
            <PasswordInput label="Password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }} autoFocus />
            <Button type="submit" size="md" fullWidth loading={isRunning} disabled={!password}>
              Open
            </Button>
          </Stack>
        </form>
      )}
    </DoorFrame>
  );
}
