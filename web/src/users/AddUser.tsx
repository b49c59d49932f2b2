import { Button, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMutation } from 'urql';
import { NewPasswordInput, passwordProblem } from '@/accounts/NewPasswordInput';
import type { Role } from '@/graphql/generated/graphql';
import { Refused } from '@/session/Door';
import { useHub } from '@/session/useHub';
import { byPath, refusalOf, tell } from '@/ui/outcome';
import { sentenceCase } from '@/ui/words';
import { CREATE_USER } from './documents';

/** Makes an account that can be used at once. */
export function AddUser({ roles, onClose }: { roles: Role[]; onClose: () => void }) {
  const hub = useHub();
  const [, create] = useMutation(CREATE_USER);
  const [refusal, setRefusal] = useState<string | null>(null);
  const maySendMail = hub?.sendsMail ?? false;
  const form = useForm({
    initialValues: { email: '', name: '', role: 'VIEWER' as Role, by: 'mail', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Enter an e-mail address'),
      password: (value, { by }) => (maySendMail && by === 'mail' ? null : passwordProblem(value)),
    },
  });
  const isMailed = maySendMail && form.values.by === 'mail';
  const submit = form.onSubmit(async ({ email, name, role, password }) => {
    const result = await create({ input: { email, name: name.trim() || null, role, password: isMailed ? null : password } });
    const errors = result.data?.createUser.errors;
    const atFields = byPath(errors);
    form.setErrors(atFields);
    const refused = refusalOf(result, errors);
    setRefusal(Object.keys(atFields).length ? null : refused);
    if (refused) return;
    tell(isMailed ? `${email} gets a mail to choose a password.` : `${email} can sign in now.`);
    onClose();
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {refusal && <Refused>{refusal}</Refused>}
        <TextInput label="E-mail" type="email" autoComplete="off" data-autofocus {...form.getInputProps('email')} />
        <TextInput label="Name" description="As others see it; may be left out" autoComplete="off" maxLength={200} {...form.getInputProps('name')} />
        <NativeSelect label="Role" data={roles.map((role) => ({ value: role, label: sentenceCase(role) }))} {...form.getInputProps('role')} />
        {maySendMail && (
          <Radio.Group label="First password" {...form.getInputProps('by')}>
            <Stack gap="xs" mt={4}>
              <Radio value="mail" label="A mail with a link lets the person choose it" />
              <Radio value="hand" label="I choose it and tell the person" />
            </Stack>
          </Radio.Group>
        )}
        {!isMailed && <NewPasswordInput label="Password" {...form.getInputProps('password')} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
