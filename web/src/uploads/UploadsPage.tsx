import { Accordion, Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { CloudUpload } from 'lucide-react';
import { useState } from 'react';
import type { UploadJobsQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { count, moment } from '@/ui/words';
import { UPLOAD_JOBS } from './documents';
import { JobFiles } from './JobFiles';
import { JobSummary, Outcomes } from './JobSummary';
import { isFinished, useJob, type Job } from './useJob';

type Row = UploadJobsQuery['uploadJobs']['nodes'][number];

export function UploadsPage() {
  useDocumentTitle('Uploads · Medical Hub');
  const mayUpload = useMay('IMAGE_UPLOAD');
  const pages = usePages(UPLOAD_JOBS, {}, (data) => data.uploadJobs);
  const [opened, setOpened] = useState<string | null>(null);
  if (!mayUpload) return <Empty icon={CloudUpload} titleOrder={1} title="Your role does not upload images" />;
  return (
    <div className={styles.page}>
      <Title order={1} mb="lg">
        Uploads
      </Title>
      {pages.error && <Failure error={pages.error} />}
      {pages.isLoading && <Skeleton height={240} radius="lg" />}
      {!pages.isLoading && !pages.error && pages.nodes.length === 0 && (
        <Empty icon={CloudUpload} title="Nothing uploaded yet">
          Press Upload at the top. Your uploads appear here, with what became of each file.
        </Empty>
      )}
      <Accordion variant="contained" radius="lg" value={opened} onChange={setOpened}>
        {pages.nodes.map((job) => (
          <JobItem key={job.id} job={job} isOpen={opened === job.id} />
        ))}
      </Accordion>
      {pages.hasMore && (
        <Button variant="default" mt="md" onClick={pages.more}>
          Show older
        </Button>
      )}
    </div>
  );
}

function JobItem({ job: listed, isOpen }: { job: Row; isOpen: boolean }) {
  const live = useJob(isFinished(listed) ? null : listed.id);
  const job: Job = live ?? listed;
  return (
    <Accordion.Item value={job.id}>
      <Accordion.Control>
        <Group justify="space-between" pr="md">
          <span>
            <Text fw={600}>{moment(job.createdAt)}</Text>
            <Text size="xs" c="dimmed" className="mono">
              {job.id}
            </Text>
          </span>
          <Outcomes job={job}>{isFinished(job) ? count(job.total, 'file') : `${job.processed} of ${count(job.total, 'file')}`}</Outcomes>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        {isOpen && (
          <>
            <JobSummary job={job} />
            <JobFiles id={job.id} isFinished={isFinished(job)} processed={job.processed} />
          </>
        )}
      </Accordion.Panel>
    </Accordion.Item>
  );
}
