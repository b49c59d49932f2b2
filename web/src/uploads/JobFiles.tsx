import { Anchor, Badge, Checkbox, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import type { FileStatus, UploadFilesQuery } from '@/graphql/generated/graphql';
import { studyName } from '@/studies/studyName';
import { nameOf, number } from '@/ui/words';
import { UPLOAD_FILES } from './documents';

type JobFile = NonNullable<UploadFilesQuery['uploadJob']>['files']['nodes'][number];
type Props = {
  id: string;
  isFinished: boolean;
  processed: number;
  /** What this browser called the files, by their number from 1: the server forgets names when a job ends. */
  names?: string[];
  onFollow?: () => void;
};

const LABELS: Record<FileStatus, { text: string; color: string }> = {
  QUEUED: { text: 'Waiting', color: 'gray' },
  PROCESSING: { text: 'Working', color: 'hub' },
  ACCEPTED: { text: 'Stored', color: 'teal' },
  DUPLICATE: { text: 'Already there', color: 'gray' },
  QUARANTINED: { text: 'In quarantine', color: 'yellow' },
  REJECTED: { text: 'Refused', color: 'red' },
};
/** What is no image at all, such as a DICOMDIR: nobody did anything wrong. */
const SKIPPED = { text: 'Skipped', color: 'gray' };
const FAILED: FileStatus[] = ['REJECTED', 'QUARANTINED'];
const WITH_IMAGE: FileStatus[] = ['ACCEPTED', 'DUPLICATE', 'QUARANTINED'];

/** What became of each file of a job, and where its images are. */
export function JobFiles({ id, isFinished, processed, names, onFollow }: Props) {
  const [onlyFailed, setOnlyFailed] = useState(false);
  const variables = { id, status: onlyFailed ? FAILED : null };
  const [{ data }, ask] = useQuery({ query: UPLOAD_FILES, variables, requestPolicy: 'cache-and-network' });
  useEffect(() => {
    // Asking follows the job, at most once a second.
    const timer = setTimeout(() => ask({ requestPolicy: 'network-only' }), isFinished ? 0 : 1000);
    return () => clearTimeout(timer);
  }, [ask, isFinished, processed]);
  const files = data?.uploadJob?.files;
  return (
    <Stack gap="xs">
      {isFinished && <Places id={id} onFollow={onFollow} />}
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          Files
        </Text>
        <Checkbox label="Show only what was not stored" checked={onlyFailed} onChange={(event) => setOnlyFailed(event.currentTarget.checked)} />
      </Group>
      <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Files of this upload', role: 'region' }}>
        <Table verticalSpacing={6} aria-label="Files of this upload">
          <Table.Tbody>
            {files?.nodes.map((file) => (
              <Row key={file.number} file={file} name={names?.[file.number - 1] ?? file.name} onFollow={onFollow} />
            ))}
          </Table.Tbody>
        </Table>
        {files?.nodes.length === 0 && (
          <Text c="dimmed" size="sm" py="sm">
            {onlyFailed ? 'Every file is stored.' : 'No file has arrived yet.'}
          </Text>
        )}
      </ScrollArea.Autosize>
      {files?.pageInfo.hasNextPage && (
        <Text c="dimmed" size="sm">
          The first {number(files.nodes.length)}
          {files.totalCount != null && ` of ${number(files.totalCount)}`} files are shown.
        </Text>
      )}
    </Stack>
  );
}

function Row({ file, name, onFollow }: { file: JobFile; name: string; onFollow?: () => void }) {
  const { text, color } = file.isSkipped ? SKIPPED : LABELS[file.status];
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {file.image ? (
          <Anchor component={Link} to={`/images/${file.image.id}`} size="sm" onClick={onFollow}>
            {name}
          </Anchor>
        ) : (
          <Text size="sm">{name}</Text>
        )}
        {file.error && (
          <Text size="sm" c="dimmed">
            {file.error.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" w={140} style={{ verticalAlign: 'top' }}>
        <Badge variant="light" color={color} autoContrast>
          {text}
        </Badge>
      </Table.Td>
    </Table.Tr>
  );
}

/** Links to the studies that the images went to. */
function Places({ id, onFollow }: { id: string; onFollow?: () => void }) {
  const [{ data }] = useQuery({ query: UPLOAD_FILES, variables: { id, status: WITH_IMAGE }, requestPolicy: 'cache-and-network' });
  const files = data?.uploadJob?.files.nodes ?? [];
  const studies = new Map(files.flatMap(({ image }) => (image ? [[image.series.study.id, image.series.study] as const] : [])));
  if (studies.size === 0) return null;
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        Go to
      </Text>
      {[...studies.values()].slice(0, 8).map((study) => (
        <Anchor key={study.id} component={Link} to={`/studies/${study.id}`} size="sm" onClick={onFollow}>
          {nameOf(study.patient)} / {studyName(study)}
        </Anchor>
      ))}
      {studies.size > 8 && <Text size="sm">and {number(studies.size - 8)} more</Text>}
    </Group>
  );
}
