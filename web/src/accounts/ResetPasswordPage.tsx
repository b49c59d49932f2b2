import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { CodeInput } from '@/session/CodeInput';
import { DoorTitle, Refused } from '@/session/Door';
import { resetPassword, type Refusal } from '@/session/session';
import { NewPasswordInput, passwordProblem } from './NewPasswordInput';

/** `/reset-password#<token>`: a new password by the link of a mail. */
export default function ResetPasswordPage() {
  useDocumentTitle('New password · Medical Hub');
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [token] = useState(hash.slice(1));
  const [refusal, setRefusal] = useState<Refusal | null>(token ? null : { message: 'The link is not whole. Open it again from the mail.', code: 'EXPIRED' });
  const [isCodeAsked, setCodeAsked] = useState(false);
  // Whoever looks at the browser's history finds no link that works.
  useEffect(() => {
    if (hash) void navigate('/reset-password', { replace: true });
  }, [hash, navigate]);
  const form = useForm({
    initialValues: { newPassword: '', code: '' },
    validate: { newPassword: passwordProblem, code: (value) => (!isCodeAsked || value.trim() ? null : 'Enter a code') },
  });
  if (refusal?.code === 'EXPIRED') {
    return (
      <>
        <DoorTitle title="This link works no more">{refusal.message}</DoorTitle>
        <Button component={Link} to="/forgotten-password">
          Ask for a new link
        </Button>
      </>
    );
  }
  const submit = form.onSubmit(async ({ newPassword, code }) => {
    const refused = await resetPassword({ token, newPassword, code: isCodeAsked ? code : null });
    if (!refused) return void navigate('/', { replace: true });
    if (refused.at === 'code' && !isCodeAsked) return setCodeAsked(true);
    if (refused.at && refused.at in form.values) form.setFieldError(refused.at, refused.message);
    else setRefusal(refused);
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <DoorTitle title="Choose a new password">It ends all sessions that are open, and signs you in here.</DoorTitle>
        {refusal && <Refused>{refusal.message}</Refused>}
        <NewPasswordInput autoFocus {...form.getInputProps('newPassword')} />
        {isCodeAsked && (
          <CodeInput value={form.values.code} onChange={(code) => form.setFieldValue('code', code)} error={form.errors.code as string | null} />
        )}
        <Button type="submit" size="md" fullWidth loading={form.submitting}>
          Set password
        </Button>
      </Stack>
    </form>
  );
}
