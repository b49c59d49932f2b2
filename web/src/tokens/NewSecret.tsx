import { Alert, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { CopyButton } from '@/ui/CopyButton';

/** The secret of a new token: the hub keeps its hash alone. */
export const NewSecret = ({ secret, name, onDone }: { secret: string; name: string; onDone: () => void }) => (
  <Stack>
    <Alert color="yellow" icon={<TriangleAlert size={18} />} title="Copy it now">
      The hub cannot show it again. Whoever has it may do what you chose for {name}.
    </Alert>
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        label="Token"
        readOnly
        classNames={{ input: 'mono' }}
        value={secret}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        style={{ flex: 1 }}
      />
      <CopyButton value={secret} label="Copy the token" />
    </Group>
    <div>
      <Text size="sm" mb={4}>
        Programs send it with each request:
      </Text>
      <Code block>Authorization: Bearer {secret.slice(0, 8)}…</Code>
    </div>
    <Button onClick={onDone}>I have copied it</Button>
  </Stack>
);
