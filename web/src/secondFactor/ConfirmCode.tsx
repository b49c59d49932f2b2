import { Button, Center, Code, Stack, Text } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { CodeInput } from '@/session/CodeInput';
import { CopyButton } from '@/ui/CopyButton';
import { refusalOf } from '@/ui/outcome';
import { CONFIRM } from './documents';
import styles from './SecondFactor.module.css';
import type { Enrolment } from './SetUp';

type Props = { enrolment: Enrolment; onConfirmed: (recoveryCodes: string[]) => void };

/** Shows what the app must scan; its first code proves that it did. */
export function ConfirmCode({ enrolment: { secret, address }, onConfirmed }: Props) {
  const [{ fetching }, confirm] = useMutation(CONFIRM);
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return setRefusal('Enter the code that the app shows');
    const result = await confirm({ input: { code } });
    const { recoveryCodes, errors } = result.data?.confirmSecondFactor ?? {};
    if (recoveryCodes) onConfirmed(recoveryCodes);
    else setRefusal(refusalOf(result, errors) ?? 'It could not be done. Try again.');
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm">Scan this with an authenticator app (Aegis, FreeOTP, Google or Microsoft Authenticator, a password manager).</Text>
        <Center>
          <QRCodeSVG value={address} size={192} marginSize={3} title="The secret, for the camera of your phone" className={styles.code} />
        </Center>
        <div>
          <Text size="sm" mb={4}>
            No camera? Type this secret into the app:
          </Text>
          <div className={styles.secret}>
            <Code data-testid="secret">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</Code>
            <CopyButton value={secret} label="Copy the secret" />
          </div>
        </div>
        <CodeInput value={code} onChange={setCode} error={refusal} withRecovery={false} />
        <Button type="submit" loading={fetching}>
          Confirm
        </Button>
      </Stack>
    </form>
  );
}
