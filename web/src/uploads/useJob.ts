import { useEffect } from 'react';
import { useQuery, useSubscription } from 'urql';
import type { UploadJobQuery } from '@/graphql/generated/graphql';
import { UPLOAD_JOB, UPLOAD_PROGRESS } from './documents';

export type Job = NonNullable<UploadJobQuery['uploadJob']>;

/** Where WebSockets do not come through, asking does; where they do, it is a safety net. */
const POLL_MS = { live: 5_000, alone: 1_000 };

export const isFinished = (job: { status: string } | null | undefined) => job != null && job.status !== 'QUEUED' && job.status !== 'RUNNING';

/** The job, kept up to date until it is finished. */
export function useJob(id: string | null): Job | null {
  const [{ data }, ask] = useQuery({ query: UPLOAD_JOB, variables: { id: id ?? '' }, pause: id === null });
  const job = data?.uploadJob ?? null;
  const isOver = isFinished(job);
  const [{ error, data: live }] = useSubscription({ query: UPLOAD_PROGRESS, variables: { id: id ?? '' }, pause: id === null || isOver });
  const pause = live && !error ? POLL_MS.live : POLL_MS.alone;
  useEffect(() => {
    if (id === null || isOver) return;
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), pause);
    return () => clearInterval(timer);
  }, [id, isOver, pause, ask]);
  return job;
}
