import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Download, Printer, TriangleAlert } from 'lucide-react';
import { useMe } from '@/session/useSession';
import { CopyButton } from '@/ui/CopyButton';
import { saveText } from '@/ui/saveText';
import styles from './SecondFactor.module.css';

/** The codes for sign-ins without the app: they are shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const me = useMe();
  const text = `Recovery codes of ${me?.email} for the Medical Hub at ${window.location.host}\nEach works once.\n\n${codes.join('\n')}\n`;
  return (
    <Stack>
      <Alert color="yellow" icon={<TriangleAlert size={18} />} title="Keep these recovery codes">
        They are shown this once. Each lets you sign in one time when your app is lost.
      </Alert>
      <div className={styles.printed}>
        <Text size="sm" mb="xs">
          Recovery codes of {me?.email}
        </Text>
        <ol className={`${styles.codes} mono`} aria-label="Recovery codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <Group gap="xs">
        <Button variant="default" leftSection={<Download size={16} />} onClick={() => saveText('medical-hub-recovery-codes.txt', text)}>
          Download
        </Button>
        <Button variant="default" leftSection={<Printer size={16} />} onClick={() => window.print()}>
          Print
        </Button>
        <CopyButton value={codes.join('\n')} label="Copy the codes" />
      </Group>
      <Button onClick={onDone}>I have kept them</Button>
    </Stack>
  );
}
