import { Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { refresh } from '@/session/session';
import { FormModal } from '@/ui/FormModal';
import { tell } from '@/ui/outcome';
import { Section } from '@/ui/Section';
import { ProofForm } from './ProofForm';
import { SetUp } from './SetUp';

type Doing = 'set up' | 'renew' | 'remove' | null;

/** The person's second factor: whether there is one, and what can be done about it. */
export function SecondFactorSection({ isOn }: { isOn: boolean }) {
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const finished = async (message: string) => {
    close();
    await refresh();
    tell(message);
  };
  return (
    <Section
      title="Second factor"
      about="Besides the password, the hub asks for a code that an app on your phone shows: a stolen password alone lets nobody in."
      aside={
        <Badge color={isOn ? 'teal' : 'gray'} variant="light" size="lg" c={isOn ? undefined : 'dimmed'}>
          {isOn ? 'On' : 'Off'}
        </Badge>
      }
    >
      <Group gap="xs">
        {isOn ? (
          <>
            <Button variant="default" onClick={() => setDoing('renew')}>
              New recovery codes
            </Button>
            <Button variant="default" onClick={() => setDoing('remove')}>
              Remove
            </Button>
          </>
        ) : (
          <Button onClick={() => setDoing('set up')}>Set up</Button>
        )}
      </Group>
      <FormModal title="Set up a second factor" opened={doing === 'set up'} onClose={() => void refresh().then(close)}>
        <SetUp onDone={() => void finished('From now on you sign in with a code, too.')} />
      </FormModal>
      <FormModal title="New recovery codes" opened={doing === 'renew'} onClose={close}>
        <ProofForm kind="renew" onDone={() => void finished('The new recovery codes work, the old ones work no more.')} />
      </FormModal>
      <FormModal title="Remove the second factor" opened={doing === 'remove'} onClose={close}>
        <ProofForm kind="remove" onDone={() => void finished('Your password alone signs you in now.')} />
      </FormModal>
    </Section>
  );
}
