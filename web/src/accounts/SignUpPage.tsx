import { Anchor, Button, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import { Link, Navigate } from 'react-router';
import type { UserStatus } from '@/graphql/generated/graphql';
import { request } from '@/graphql/request';
import { DoorTitle, Refused } from '@/session/Door';
import { refusalOf, UNREACHABLE, type Refusal } from '@/session/session';
import { useHub } from '@/session/useHub';
import { useSession } from '@/session/useSession';
import { SIGN_UP } from './documents';
import { NewPasswordInput, passwordProblem } from './NewPasswordInput';

type Values = { name: string; email: string; password: string };

/** Asks for an account, as far as the hub lets anybody do so. */
export default function SignUpPage() {
  useDocumentTitle('Create an account · Medical Hub');
  const session = useSession();
  const hub = useHub();
  const [made, setMade] = useState<{ email: string; status: UserStatus } | null>(null);
  if (session.state === 'signed-in') return <Navigate to="/" replace />;
  if (made) return <Made {...made} sendsMail={hub?.sendsMail ?? false} />;
  if (!hub) return <Loader aria-label="Loading" />;
  if (hub.signUp === 'CLOSED') {
    return (
      <>
        <DoorTitle title="Accounts are given out">Nobody can sign up here. Ask an administrator of this hub for an account.</DoorTitle>
        <Button component={Link} to="/sign-in" variant="default">
          Go to sign in
        </Button>
      </>
    );
  }
  return <SignUpForm isOpen={hub.signUp === 'OPEN'} onMade={setMade} />;
}

function SignUpForm({ isOpen, onMade }: { isOpen: boolean; onMade: (made: { email: string; status: UserStatus }) => void }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<Values>({
    initialValues: { name: '', email: '', password: '' },
    validate: { email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'), password: passwordProblem },
  });
  const submit = form.onSubmit(async ({ name, email, password }) => {
    setRefusal(null);
    const refused = await signUp({ name: name.trim() || null, email, password }, (status) => onMade({ email, status }));
    if (refused?.at && refused.at in form.values) form.setFieldError(refused.at, refused.message);
    else setRefusal(refused);
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <DoorTitle title="Create an account">
          {isOpen ? 'You can look at images and data at once.' : 'An administrator of this hub accepts it before you can sign in.'}
        </DoorTitle>
        {refusal && <Refused>{refusal.message}</Refused>}
        <TextInput label="Name" description="As others see it; you may leave it out" autoComplete="name" autoFocus maxLength={200} {...form.getInputProps('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" required withAsterisk={false} {...form.getInputProps('email')} />
        <NewPasswordInput label="Password" required withAsterisk={false} {...form.getInputProps('password')} />
        <Button type="submit" size="md" fullWidth loading={form.submitting}>
          Create account
        </Button>
        <Text size="sm" ta="center">
          You have one?{' '}
          <Anchor component={Link} to="/sign-in" inherit>
            Sign in
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}

async function signUp(input: { name: string | null; email: string; password: string }, onMade: (status: UserStatus) => void): Promise<Refusal | null> {
  try {
    const { data, errors } = await request(SIGN_UP, { input });
    const status = data?.signUp.status;
    if (!status) return refusalOf(data?.signUp.errors ?? (errors ?? []).map(({ message }) => ({ message, code: '' })));
    onMade(status);
    return null;
  } catch {
    return UNREACHABLE;
  }
}

const Made = ({ email, status, sendsMail }: { email: string; status: UserStatus; sendsMail: boolean }) => (
  <div role="status">
    <Stack gap="lg">
      {status === 'PENDING' ? (
        <DoorTitle title="Waiting for approval">
          An administrator of this hub looks at your request.
          {sendsMail ? ` A mail goes to ${email} as soon as you can sign in.` : ' Ask them, or try to sign in later: this hub sends no mail.'}
        </DoorTitle>
      ) : (
        <DoorTitle title="Your account is ready">Sign in as {email} with the password that you chose.</DoorTitle>
      )}
      <Button component={Link} to="/sign-in" variant={status === 'PENDING' ? 'default' : 'filled'}>
        Go to sign in
      </Button>
    </Stack>
  </div>
);
