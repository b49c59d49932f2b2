import { Alert, Anchor, Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import { Link, Navigate, useLocation } from 'react-router';
import { CodeInput } from './CodeInput';
import { DoorTitle, Refused } from './Door';
import { signIn, type Refusal } from './session';
import { useHub } from './useHub';
import { useSession } from './useSession';

export default function SignInPage() {
  useDocumentTitle('Sign in · Medical Hub');
  const session = useSession();
  const hub = useHub();
  const from = (useLocation().state as { from?: string } | null)?.from ?? '/';
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isCodeAsked, setCodeAsked] = useState(false);
  const form = useForm({
    initialValues: { email: '', password: '', code: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'),
      password: (value) => (value ? null : 'Enter your password'),
      code: (value) => (!isCodeAsked || value.trim() ? null : 'Enter a code'),
    },
  });
  if (session.state === 'signed-in') return <Navigate to={from} replace />;

  const submit = form.onSubmit(async ({ email, password, code }) => {
    const refused = await signIn({ email, password, code: isCodeAsked ? code : null });
    if (refused?.at !== 'code') return setRefusal(refused);
    setRefusal(null);
    if (isCodeAsked) form.setFieldError('code', refused.message);
    setCodeAsked(true);
  });
  const back = () => {
    setCodeAsked(false);
    setRefusal(null);
    form.setValues({ password: '', code: '' });
  };
  const ended = session.state === 'signed-out' && session.reason === 'ended' && !refusal && !isCodeAsked;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        {isCodeAsked ? (
          <DoorTitle title="Second factor">{form.values.email} is protected by a second factor.</DoorTitle>
        ) : (
          <DoorTitle title="Sign in">De-identified medical images and data, in one place.</DoorTitle>
        )}
        {ended && <Alert color="hub">Your session has ended. Sign in to go on where you were.</Alert>}
        {refusal && (
          <Refused>
            {refusal.message}
            {refusal.code === 'INVALID' && hub?.signUp === 'APPROVAL' && ' A new account works as soon as an administrator has accepted it.'}
          </Refused>
        )}
        {isCodeAsked ? (
          <CodeInput value={form.values.code} onChange={(code) => form.setFieldValue('code', code)} error={form.errors.code as string | null} />
        ) : (
          <>
            <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
            <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
          </>
        )}
        <Button type="submit" size="md" fullWidth loading={form.submitting}>
          Sign in
        </Button>
        {isCodeAsked ? (
          <Button variant="subtle" onClick={back}>
            Back
          </Button>
        ) : (
          <Group justify="space-between" gap="xs">
            <Anchor component={Link} to="/forgotten-password" size="sm">
              Forgotten your password?
            </Anchor>
            {hub && hub.signUp !== 'CLOSED' && (
              <Anchor component={Link} to="/sign-up" size="sm">
                Create an account
              </Anchor>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}
