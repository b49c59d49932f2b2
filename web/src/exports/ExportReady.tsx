import { Alert, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import { Link } from 'react-router';
import type { ExportStateFragment } from '@/graphql/generated/graphql';
import { CopyButton } from '@/ui/CopyButton';
import { count, moment } from '@/ui/words';
import { formatName, LEVEL_NAMES, LEVEL_PLURALS } from './choice';
import { isRunning, useExportJob } from './useExportJob';

/** What was chosen, how far it is, and where it can be downloaded. */
export function ExportReady({ job: made, onClose }: { job: ExportStateFragment; onClose: () => void }) {
  const job = useExportJob(made);
  const rows = count(job.total, LEVEL_NAMES[job.level], LEVEL_PLURALS[job.level]);
  if (isRunning(job)) return <Progress value={(100 * job.processed) / Math.max(1, job.total)} aria-label="Chosen" />;
  return (
    <Stack>
      {job.status === 'COMPLETED' ? (
        <Alert color="teal" title="The export is ready" role="status">
          {rows} as {formatName(job.format)}. It can be downloaded until {moment(job.expiresAt)}, also from{' '}
          <Anchor component={Link} to="/exports" size="sm" inherit onClick={onClose}>
            Exports
          </Anchor>
          .
        </Alert>
      ) : (
        <Alert color="red" title="The export broke off" role="alert">
          Try again; if it goes on, tell your administrator.
        </Alert>
      )}
      <div>
        <Text size="sm" fw={500}>
          Cite it as
        </Text>
        <Group gap="xs" wrap="nowrap" align="start">
          <Text size="sm" style={{ flex: 1 }}>
            {job.citation}
          </Text>
          <CopyButton value={job.citation} label="Copy the citation" />
        </Group>
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {job.downloadUrl && (
          <Button component="a" href={job.downloadUrl} download leftSection={<Download size={16} />} data-autofocus>
            Download
          </Button>
        )}
      </Group>
    </Stack>
  );
}
