import { Alert, Center, Loader, Stack, Text } from '@mantine/core';
import { CircleAlert, ShieldAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { AttributeTable } from './AttributeTable';
import { Pictures } from './Pictures';
import { NoPreview, previewOf, type Preview } from './preview';

type State = { preview?: Preview; problem?: string };

/** What a profile would make of a file: the pictures and the attributes, before and after. */
export function PreviewPanel({ file, profileId }: { file: File; profileId: string }) {
  const [{ preview, problem }, setState] = useState<State>({});
  useEffect(() => {
    const controller = new AbortController();
    setState({});
    previewOf(file, profileId, controller.signal).then(
      (found) => setState({ preview: found }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setState({ problem: error instanceof NoPreview ? error.message : 'The server cannot be reached. Check the connection and try again.' });
      },
    );
    return () => controller.abort();
  }, [file, profileId]);

  if (problem) {
    return (
      <Alert color="red" icon={<CircleAlert size={18} />} role="alert" title="This file cannot be shown">
        {problem}
      </Alert>
    );
  }
  if (!preview) {
    return (
      <Center h={320}>
        <Stack align="center" gap="xs">
          <Loader aria-label="De-identifying a copy" />
          <Text c="dimmed" size="sm">
            De-identifying a copy…
          </Text>
        </Stack>
      </Center>
    );
  }
  return (
    <Stack gap="lg">
      {preview.doubt && (
        <Alert color="yellow" icon={<ShieldAlert size={18} />} title="This image would wait for a review">
          {preview.doubt}
        </Alert>
      )}
      {preview.pictureBefore && <Pictures preview={preview} />}
      <AttributeTable rows={preview.attributes} />
    </Stack>
  );
}
