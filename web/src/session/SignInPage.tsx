import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Brand } from '@/ui/Brand';
import { signIn } from './session';
import styles from './SignInPage.module.css';
import { useSession } from './useSession';

export function SignInPage() {
  const session = useSession();
  const from = (useLocation().state as { from?: string } | null)?.from ?? '/patients';
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Enter your e-mail address'),
      password: (value) => (value ? null : 'Enter your password'),
    },
  });
  if (session.state === 'signed-in') return <Navigate to={from} replace />;
  const ended = session.state === 'signed-out' && session.reason === 'ended';
  return (
    <Center component="main" className={styles.page}>
      <Paper className={styles.card} p="xl" radius="lg" shadow="md">
        <form noValidate onSubmit={form.onSubmit(async (values) => setRefusal(await signIn(values)))}>
          <Stack gap="lg">
            <Brand className={styles.brand} />
            <div>
              <Title order={1}>Sign in</Title>
              <Text c="dimmed" size="sm" mt={4}>
                De-identified medical images and data, in one place.
              </Text>
            </div>
            {ended && !refusal && <Alert color="hub">Your session has ended. Sign in to go on where you were.</Alert>}
            {refusal && (
              <Alert color="red" icon={<CircleAlert size={18} />} role="alert">
                {refusal}
              </Alert>
            )}
            <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
            <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
            <Button type="submit" size="md" fullWidth loading={form.submitting}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
