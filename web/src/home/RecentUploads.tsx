import { Anchor, Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Failure } from '@/ui/Failure';
import { Section } from '@/ui/Section';
import { count, moment } from '@/ui/words';
import { Outcomes } from '@/uploads/JobSummary';
import { isFinished, useJob, type Job } from '@/uploads/useJob';
import { RECENT_UPLOADS } from './documents';
import styles from './Home.module.css';

/** The latest uploads, and how far those are that run. */
export function RecentUploads() {
  const [{ data, error }, reload] = useQuery({ query: RECENT_UPLOADS, requestPolicy: 'cache-and-network' });
  const jobs = data?.uploadJobs.nodes;
  return (
    <Section title="Latest uploads" aside={<Anchor component={Link} to="/uploads" size="sm">All uploads</Anchor>}>
      {error && !jobs && <Failure error={error} onRetry={reload} />}
      {!error && !jobs && <Skeleton height={120} aria-busy="true" />}
      {jobs?.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing yet. Press Upload at the top and choose a folder of DICOM files: the hub takes out what identifies people.
        </Text>
      )}
      {jobs && jobs.length > 0 && (
        <ul className={styles.list}>
          {jobs.map((job) => (
            <li key={job.id}>
              <Upload job={job} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Upload({ job: listed }: { job: Job }) {
  const job = useJob(isFinished(listed) ? null : listed.id) ?? listed;
  return (
    <>
      <Text size="sm" c="dimmed" className="numbers">
        {moment(job.createdAt)}
      </Text>
      <Outcomes job={job}>{isFinished(job) ? count(job.total, 'file') : `${job.processed} of ${count(job.total, 'file')}`}</Outcomes>
    </>
  );
}
