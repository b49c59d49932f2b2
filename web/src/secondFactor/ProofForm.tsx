import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMutation } from 'urql';
import { CodeInput } from '@/session/CodeInput';
import { Refused } from '@/session/Door';
import { byPath, refusalOf } from '@/ui/outcome';
import { REMOVE, RENEW_RECOVERY_CODES } from './documents';
import { RecoveryCodes } from './RecoveryCodes';

type Props = { kind: 'renew' | 'remove'; onDone: () => void };

/** Asks for password and code before the second factor is changed. */
export function ProofForm({ kind, onDone }: Props) {
  const [, renew] = useMutation(RENEW_RECOVERY_CODES);
  const [, remove] = useMutation(REMOVE);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    initialValues: { password: '', code: '' },
    validate: { password: (value) => (value ? null : 'Enter your password'), code: (value) => (value.trim() ? null : 'Enter a code') },
  });
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  const submit = form.onSubmit(async (input) => {
    const result = kind === 'renew' ? await renew({ input }) : await remove({ input });
    const payload = result.data && ('renewRecoveryCodes' in result.data ? result.data.renewRecoveryCodes : result.data.removeSecondFactor);
    const refused = refusalOf(result, payload?.errors);
    const atFields = byPath(payload?.errors);
    form.setErrors(atFields);
    setRefusal(Object.keys(atFields).length ? null : refused);
    if (refused) return;
    if (payload && 'recoveryCodes' in payload && payload.recoveryCodes) setCodes(payload.recoveryCodes);
    else onDone();
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <Text size="sm">
          {kind === 'renew' ? 'The codes you have now will work no more.' : 'Your password alone will sign you in. Recovery codes are deleted.'}
        </Text>
        {refusal && <Refused>{refusal}</Refused>}
        <PasswordInput label="Your password" autoComplete="current-password" data-autofocus {...form.getInputProps('password')} />
        <CodeInput
          autoFocus={false}
          value={form.values.code}
          onChange={(code) => form.setFieldValue('code', code)}
          error={form.errors.code as string | null}
        />
        <Button type="submit" color={kind === 'remove' ? 'red.9' : undefined} loading={form.submitting}>
          {kind === 'renew' ? 'Make new codes' : 'Remove the second factor'}
        </Button>
      </Stack>
    </form>
  );
}
