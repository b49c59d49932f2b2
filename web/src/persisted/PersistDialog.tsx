import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { Refused } from '@/session/Door';
import { FormModal } from '@/ui/FormModal';
import { refusalOf, tell } from '@/ui/outcome';
import { PERSIST_DOCUMENT } from './documents';

/** Registers an operation, so that programs can name it by an id. */
export function PersistDialog({ onClose }: { onClose: () => void }) {
  const [{ fetching }, persist] = useMutation(PERSIST_DOCUMENT);
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [isCacheable, setCacheable] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async () => {
    const result = await persist({ input: { document: text, documentId: name.trim() || null, cacheable: isCacheable } });
    const sentence = refusalOf(result, result.data?.persistDocument.errors);
    setRefusal(sentence);
    if (sentence) return;
    tell(`${result.data?.persistDocument.document?.name ?? 'The document'} is registered.`);
    onClose();
  };
  return (
    <FormModal title="Register a document" opened onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <Textarea
            label="Document"
            description="One named operation, with its fragments"
            autosize
            minRows={8}
            maxRows={18}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            data-autofocus
          />
          <TextInput label="Id" description="Beside the SHA-256 of its text, if you want" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Checkbox label="Can be asked by GET and cached" checked={isCacheable} onChange={(event) => setCacheable(event.currentTarget.checked)} />
          <Refused>{refusal}</Refused>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={fetching} disabled={!text.trim()}>
              Register
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
