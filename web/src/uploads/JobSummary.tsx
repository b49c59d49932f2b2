import { Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { number } from '@/ui/words';
import styles from './JobSummary.module.css';
import type { Job } from './useJob';

type Outcome = { label: string; color: string; of: (job: Job) => number };

const OUTCOMES: Outcome[] = [
  { label: 'Stored', color: 'teal.7', of: ({ accepted }) => accepted },
  { label: 'Already there', color: 'gray.6', of: ({ duplicates }) => duplicates },
  { label: 'In quarantine', color: 'yellow.6', of: ({ quarantined }) => quarantined },
  { label: 'Skipped', color: 'gray.5', of: ({ skipped }) => skipped },
  { label: 'Refused', color: 'red.7', of: ({ rejected, skipped }) => rejected - skipped },
];

const STATES: Record<Job['status'], string> = {
  QUEUED: 'Waiting to be processed',
  RUNNING: 'De-identifying and storing',
  COMPLETED: 'Done',
  FAILED: 'Broken off',
  CANCELLED: 'Cancelled',
};

/** How far the server is with a job, and what became of its files. */
export function JobSummary({ job, expected = job.total }: { job: Job; expected?: number }) {
  const total = Math.max(expected, job.total, 1);
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={600} role="status">
          {STATES[job.status]}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {number(job.processed)} of {number(Math.max(expected, job.total))}
        </Text>
      </Group>
      <Progress.Root aria-label="Processed">
        {OUTCOMES.map(({ of, label, color }) => (
          <Progress.Section key={label} value={(100 * of(job)) / total} color={color} aria-label={label} />
        ))}
      </Progress.Root>
      <ul className={styles.outcomes}>
        {OUTCOMES.map((outcome) => (
          <li key={outcome.label}>
            <Counted job={job} outcome={outcome} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How many files a job has and what became of them, in one line; what did not happen is left out. */
export const Outcomes = ({ job, children }: { job: Job; children: ReactNode }) => (
  <span className={styles.outcomes} style={{ margin: 0 }}>
    <b className="numbers">{children}</b>
    {OUTCOMES.filter(({ of }) => of(job) > 0).map((outcome) => (
      <span key={outcome.label}>
        <Counted job={job} outcome={outcome} />
      </span>
    ))}
  </span>
);

const Counted = ({ job, outcome: { of, label, color } }: { job: Job; outcome: Outcome }) => (
  <>
    <span className={styles.dot} style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }} aria-hidden />
    {label} <b className="numbers">{number(of(job))}</b>
  </>
);
