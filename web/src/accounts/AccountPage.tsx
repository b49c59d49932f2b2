import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMutation } from 'urql';
import { SecondFactorSection } from '@/secondFactor/SecondFactorSection';
import { Refused } from '@/session/Door';
import { changePassword, refresh } from '@/session/session';
import { useMe } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { refusalOf, tell } from '@/ui/outcome';
import { Section } from '@/ui/Section';
import { sentenceCase } from '@/ui/words';
import { UPDATE_ME } from './documents';
import { NewPasswordInput, passwordProblem } from './NewPasswordInput';

/** `/settings/account`: what people see and change of their own accounts. */
export default function AccountPage() {
  const me = useMe();
  if (!me) return null;
  return (
    <>
      <SettingsHeader title="My account" about={`${me.email} · ${sentenceCase(me.role)}`} />
      <NameSection name={me.name ?? ''} />
      <PasswordSection isLocal={me.source === 'LOCAL'} />
      <SecondFactorSection isOn={me.secondFactor === 'ON'} />
    </>
  );
}

function NameSection({ name: known }: { name: string }) {
  const [{ fetching }, update] = useMutation(UPDATE_ME);
  const [name, setName] = useState(known);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = async () => {
    const result = await update({ input: { name: name.trim() || null } });
    const refused = refusalOf(result, result.data?.updateMe.errors);
    setRefusal(refused);
    if (refused) return;
    await refresh();
    tell('Your name is saved.');
  };
  return (
    <Section title="Name" about="As others see it, beside what you add and change.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Group align="start">
          <TextInput
            aria-label="Name"
            autoComplete="name"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={refusal}
            style={{ flex: '1 1 240px' }}
          />
          <Button type="submit" variant="default" loading={fetching} disabled={name.trim() === known}>
            Save name
          </Button>
        </Group>
      </form>
    </Section>
  );
}

const PasswordSection = ({ isLocal }: { isLocal: boolean }) => (
  <Section
    title="Password"
    about={`A new one ends all your other sessions. API tokens go on working.${isLocal ? '' : ' It is the password of your institution, everywhere.'}`}
  >
    <PasswordForm />
  </Section>
);

function PasswordForm() {
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { currentPassword: (value) => (value ? null : 'Enter the password you have now'), newPassword: passwordProblem },
  });
  const submit = form.onSubmit(async (values) => {
    const refused = await changePassword(values);
    setRefusal(null);
    if (!refused) {
      form.reset();
      return tell('Your password is changed. All other sessions have ended.');
    }
    if (refused.at && refused.at in values) form.setFieldError(refused.at, refused.message);
    else setRefusal(refused.message);
  });
  return (
    <form noValidate onSubmit={submit}>
      <Stack maw={420}>
        {refusal && <Refused>{refusal}</Refused>}
        <PasswordInput label="Current password" autoComplete="current-password" {...form.getInputProps('currentPassword')} />
        <NewPasswordInput {...form.getInputProps('newPassword')} />
        <Group>
          <Button type="submit" variant="default" loading={form.submitting}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
