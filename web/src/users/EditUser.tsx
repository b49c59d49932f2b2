import { Alert, Button, Group, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { Role, UserStatus } from '@/graphql/generated/graphql';
import { Refused } from '@/session/Door';
import { FormModal } from '@/ui/FormModal';
import { byPath, refusalOf, tell } from '@/ui/outcome';
import { sentenceCase } from '@/ui/words';
import { RESET_SECOND_FACTOR, UPDATE_USER } from './documents';
import { nameOfUser, type UserRow } from './userColumns';

type Props = { user: UserRow; roles: Role[]; isMe: boolean; onClose: () => void; onDelete: () => void };

/** Name, role and status of an account; and what can be done when its owner has lost the second factor. */
export function EditUser({ user, roles, isMe, onClose, onDelete }: Props) {
  const [, update] = useMutation(UPDATE_USER);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({ initialValues: { name: user.name ?? '', role: user.role, isActive: user.status === 'ACTIVE' } });
  const mayManage = roles.includes(user.role);
  const submit = form.onSubmit(async ({ name, role, isActive }) => {
    const own: { role: Role; status: UserStatus } = { role, status: isActive ? 'ACTIVE' : 'DISABLED' };
    const result = await update({ input: { id: user.id, name: name.trim() || null, ...(isMe ? {} : own) } });
    const errors = result.data?.updateUser.errors;
    form.setErrors(byPath(errors));
    const refused = refusalOf(result, errors);
    setRefusal(refused);
    if (refused) return;
    tell(`${nameOfUser({ ...user, name })} is saved.`);
    onClose();
  });
  const endsSessions = form.values.role !== user.role || (!form.values.isActive && user.status === 'ACTIVE');
  return (
    <FormModal title={`Edit ${nameOfUser(user)}`} opened onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Stack>
          {refusal && <Refused>{refusal}</Refused>}
          {!mayManage && roles.length > 0 && <Alert>This account may do more than you: only an administrator can change it.</Alert>}
          {isMe && <Alert>This is you: another administrator changes your role, or disables you.</Alert>}
          <Text size="sm" c="dimmed">
            {user.email}
          </Text>
          <TextInput label="Name" autoComplete="off" maxLength={200} data-autofocus disabled={!mayManage} {...form.getInputProps('name')} />
          <NativeSelect
            label="Role"
            disabled={isMe || !mayManage}
            data={(mayManage ? roles : [user.role]).map((role) => ({ value: role, label: sentenceCase(role) }))}
            {...form.getInputProps('role')}
          />
          <Switch
            label="May sign in"
            description="Without it the account is disabled; what its owner made stays."
            disabled={isMe || !mayManage}
            {...form.getInputProps('isActive', { type: 'checkbox' })}
          />
          {endsSessions && <Text size="sm">All sessions of {nameOfUser(user)} end at once.</Text>}
          {mayManage && user.secondFactor === 'ON' && !isMe && <ResetSecondFactor user={user} onRefused={setRefusal} onDone={onClose} />}
          <Group justify="space-between">
            {!isMe && mayManage ? (
              <Button variant="subtle" color="red.9" c="red" onClick={onDelete}>
                Delete account
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={form.submitting} disabled={!mayManage}>
                Save
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}

type ResetProps = { user: UserRow; onRefused: (refusal: string | null) => void; onDone: () => void };

function ResetSecondFactor({ user, onRefused, onDone }: ResetProps) {
  const [{ fetching }, reset] = useMutation(RESET_SECOND_FACTOR);
  const take = async () => {
    const result = await reset({ input: { id: user.id } });
    const refused = refusalOf(result, result.data?.resetSecondFactor.errors);
    onRefused(refused);
    if (refused) return;
    tell(`${nameOfUser(user)} signs in with the password alone now.`);
    onDone();
  };
  return (
    <Alert color="gray" title="Second factor lost?">
      <Group justify="space-between">
        <Text size="sm" maw={340}>
          When the phone and all recovery codes are gone. Be sure that it is really this person who asks.
        </Text>
        <Button size="xs" variant="default" loading={fetching} onClick={() => void take()}>
          Take it away
        </Button>
      </Group>
    </Alert>
  );
}
