import { Alert, Button, Checkbox, Fieldset, Group, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { Permission } from '@/graphql/generated/graphql';
import { grouped, permissionName } from '@/roles/permissions';
import { Refused } from '@/session/Door';
import { useMe } from '@/session/useSession';
import { byPath, refusalOf } from '@/ui/outcome';
import { CREATE_API_TOKEN } from './documents';
import { NewSecret } from './NewSecret';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: '', label: 'Never' },
];
/** What most scripts need; everything else is chosen on purpose. */
const USUAL: Permission[] = ['PATIENT_READ', 'IMAGE_READ', 'STATISTICS_READ'];

/** Makes a token; its secret is shown once, in the place of the form. */
export function TokenForm({ onClose }: { onClose: () => void }) {
  const own = useMe()?.permissions ?? [];
  const [, create] = useMutation(CREATE_API_TOKEN);
  const [secret, setSecret] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    initialValues: { name: '', permissions: USUAL.filter((each) => own.includes(each)) as string[], days: '90', persistedOnly: false },
    validate: {
      name: (value) => (value.trim() ? null : 'Give it a name, so that you know it again'),
      permissions: (value) => (value.length ? null : 'Choose what it may do'),
    },
  });
  if (secret) return <NewSecret secret={secret} name={form.values.name} onDone={onClose} />;
  const submit = form.onSubmit(async ({ name, permissions, days, persistedOnly }) => {
    const expiresAt = days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null;
    const result = await create({ input: { name: name.trim(), permissions: permissions as Permission[], persistedOnly, expiresAt } });
    const payload = result.data?.createApiToken;
    if (payload?.secret) return setSecret(payload.secret);
    const atFields = byPath(payload?.errors);
    form.setErrors(atFields);
    setRefusal(Object.keys(atFields).length ? null : refusalOf(result, payload?.errors));
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {refusal && <Refused>{refusal}</Refused>}
        <TextInput label="Name" description="Which program, on which machine" maxLength={200} data-autofocus {...form.getInputProps('name')} />
        <Fieldset legend="It may">
          <Checkbox.Group aria-label="It may" {...form.getInputProps('permissions')}>
            <Stack gap="sm">
              {grouped(own).map(([title, permissions]) => (
                <div key={title}>
                  <Text size="xs" c="dimmed" fw={600} mb={4}>
                    {title}
                  </Text>
                  <Group gap="xs">
                    {permissions.map((permission) => (
                      <Checkbox key={permission} value={permission} label={permissionName(permission)} w={240} />
                    ))}
                  </Group>
                </div>
              ))}
            </Stack>
          </Checkbox.Group>
        </Fieldset>
        <NativeSelect label="Expires after" data={LIFETIMES} {...form.getInputProps('days')} />
        <Switch
          label="Persisted operations only"
          description="It can run operations that were registered before, and reach no files."
          {...form.getInputProps('persistedOnly', { type: 'checkbox' })}
        />
        {form.values.days === '' && <Alert color="yellow">A token that never expires works until you revoke it, also when it is lost.</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            Make token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
