import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { bytes, count, number } from '@/ui/words';
import { UPLOAD_JOBS } from './documents';
import { JobFiles } from './JobFiles';
import { JobSummary } from './JobSummary';
import { timeLeft } from './timeLeft';
import { useUploads, type Upload } from './UploadProvider';
import { isFinished, useJob } from './useJob';

export function RunningUpload({ upload, onClose }: { upload: Upload; onClose: () => void }) {
  const { cancel, pause, resume, forget } = useUploads();
  const client = useClient();
  const job = useJob(upload.jobId);
  const isSending = upload.state === 'sending' || upload.state === 'stuck' || upload.state === 'paused';
  const isOver = !isSending && (isFinished(job) || upload.jobId === null || upload.state !== 'sent');
  // An archive has become its files, or a batch has come twice: then numbers and names no longer go together.
  const isOneToOne = job?.total === upload.files;
  useEffect(() => {
    // The list of recent uploads is another query: let it see the new job.
    if (upload.jobId) void client.query(UPLOAD_JOBS, {}, { requestPolicy: 'network-only' }).toPromise();
  }, [client, upload.jobId, isOver]);
  return (
    <Stack>
      <SendingBar upload={upload} />
      {upload.state === 'sending' && upload.reason && (
        <Alert color="yellow" role="status">
          {upload.reason} Trying again: what is sent stays sent.
        </Alert>
      )}
      {upload.state === 'stuck' && (
        <Alert color="yellow" title="The connection is lost" role="alert">
          <Group justify="space-between">
            <span>{upload.reason} What is sent stays sent.</span>
            <Button size="xs" onClick={resume}>
              Go on
            </Button>
          </Group>
        </Alert>
      )}
      {upload.state === 'paused' && (
        <Alert color="hub" role="status">
          <Group justify="space-between">
            <span>Paused. What is sent stays sent; leaving the page ends the upload.</span>
            <Button size="xs" onClick={resume}>
              Go on
            </Button>
          </Group>
        </Alert>
      )}
      {upload.state === 'refused' && (
        <Alert color="red" title="The upload was refused" role="alert">
          {upload.reason}
        </Alert>
      )}
      {upload.state === 'cancelled' && <Alert color="gray">Cancelled. Files that had arrived are still processed.</Alert>}
      {job && <JobSummary job={job} expected={isSending ? upload.totalFiles : job.total} />}
      {upload.jobId && (
        <JobFiles
          id={upload.jobId}
          isFinished={isFinished(job)}
          processed={job?.processed ?? 0}
          names={isOneToOne ? upload.names : undefined}
          onFollow={onClose}
        />
      )}
      <Group justify="flex-end">
        {upload.state === 'sending' && upload.files < upload.totalFiles && (
          <Button variant="default" onClick={pause}>
            Pause
          </Button>
        )}
        {isSending && (
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        )}
        {isOver ? (
          <>
            <Button variant="default" onClick={forget}>
              Upload more
            </Button>
            <Button
              onClick={() => {
                onClose();
                forget();
              }}
            >
              Done
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>Go on working</Button>
        )}
      </Group>
    </Stack>
  );
}

function SendingBar({ upload }: { upload: Upload }) {
  const share = upload.totalBytes ? (100 * upload.bytes) / upload.totalBytes : upload.state === 'sent' ? 100 : 0;
  const left = upload.state === 'sending' && !upload.reason ? timeLeft(upload, Date.now()) : null;
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={600}>
          {upload.state === 'sending' ? 'Sending' : 'Sent'} {number(upload.files)} of {count(upload.totalFiles, 'file')}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {bytes(upload.bytes)} of {bytes(upload.totalBytes)}
          {left && `, ${left} left`}
        </Text>
      </Group>
      <Progress value={share} aria-label="Sent" animated={upload.state === 'sending'} color={upload.state === 'refused' ? 'red' : 'hub'} />
    </div>
  );
}
