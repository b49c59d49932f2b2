import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { request } from '@/graphql/request';
import { DoorTitle, Refused } from '@/session/Door';
import { refusalOf, UNREACHABLE, type Refusal } from '@/session/session';
import { useHub } from '@/session/useHub';
import { REQUEST_PASSWORD_RESET } from './documents';

/** Asks for a mail with a link to set a new password. */
export default function ForgottenPasswordPage() {
  useDocumentTitle('Forgotten password · Medical Hub');
  const hub = useHub();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (value.includes('@') ? null : 'Enter your e-mail address') },
  });
  if (hub && !hub.sendsMail) {
    return (
      <Outcome title="Ask an administrator">This hub cannot send mail, so it cannot mail you a link. An administrator can set a new password for you.</Outcome>
    );
  }
  if (sentTo !== null) {
    return (
      <Outcome title="Look at your mail">
        If {sentTo} has an account here, a link is on its way. It works once, for an hour. Nothing there? Look among the unwanted mail, or ask for another one.
      </Outcome>
    );
  }
  const submit = form.onSubmit(async ({ email }) => {
    const refused = await ask(email);
    setRefusal(refused);
    if (!refused) setSentTo(email.trim());
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <DoorTitle title="Forgotten password">We mail you a link to choose a new one.</DoorTitle>
        {refusal && <Refused>{refusal.message}</Refused>}
        <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
        <Button type="submit" size="md" fullWidth loading={form.submitting}>
          Send the link
        </Button>
        <Anchor component={Link} to="/sign-in" size="sm" ta="center">
          Back to sign in
        </Anchor>
      </Stack>
    </form>
  );
}

async function ask(email: string): Promise<Refusal | null> {
  try {
    const { data, errors } = await request(REQUEST_PASSWORD_RESET, { input: { email } });
    const refused = data?.requestPasswordReset.errors ?? (errors ?? []).map(({ message }) => ({ message, code: '' }));
    return data && refused.length === 0 ? null : refusalOf(refused);
  } catch {
    return UNREACHABLE;
  }
}

const Outcome = ({ title, children }: { title: string; children: ReactNode }) => (
  <div role="status">
    <Stack gap="lg">
      <DoorTitle title={title}>{children}</DoorTitle>
      <Button component={Link} to="/sign-in" variant="default">
        Go to sign in
      </Button>
    </Stack>
  </div>
);
