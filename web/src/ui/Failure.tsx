import { Alert, Button, Group } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { CombinedError } from 'urql';
import { sentence } from './outcome';

/** Where data should be and could not be had. */
export function Failure({ error, onRetry }: { error: CombinedError; onRetry?: () => void }) {
  return (
    <Alert color="red" icon={<CircleAlert size={18} />} title="This could not be loaded" role="alert" my="md">
      <Group justify="space-between">
        {sentence(error)}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
