import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { refusalOf } from '@/ui/outcome';
import { ConfirmCode } from './ConfirmCode';
import { SET_UP } from './documents';
import { RecoveryCodes } from './RecoveryCodes';

export type Enrolment = { secret: string; address: string };

/** Password, then the app, then the recovery codes; `onDone` when these are kept. */
export function SetUp({ onDone }: { onDone: () => void }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (enrolment) return <ConfirmCode enrolment={enrolment} onConfirmed={setCodes} />;
  return <AskPassword onEnrolled={setEnrolment} />;
}

function AskPassword({ onEnrolled }: { onEnrolled: (enrolment: Enrolment) => void }) {
  const [{ fetching }, setUp] = useMutation(SET_UP);
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!password) return setRefusal('Enter your password');
    const result = await setUp({ input: { password } });
    const { secret, address, errors } = result.data?.setUpSecondFactor ?? {};
    if (secret && address) onEnrolled({ secret, address });
    else setRefusal(refusalOf(result, errors) ?? 'It could not be done. Try again.');
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack>
        <PasswordInput
          label="Your password"
          description="To be sure that it is you."
          autoComplete="current-password"
          data-autofocus
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={refusal}
        />
        <Button type="submit" loading={fetching}>
          Next
        </Button>
      </Stack>
    </form>
  );
}

