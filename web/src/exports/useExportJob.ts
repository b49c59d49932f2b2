import { useEffect } from 'react';
import { useQuery } from 'urql';
import type { ExportStateFragment } from '@/graphql/generated/graphql';
import { EXPORT_JOB } from './documents';

const POLL_MS = 1000;

export const isRunning = ({ status }: Pick<ExportStateFragment, 'status'>) => status === 'QUEUED' || status === 'RUNNING';

/** The export, asked for again until it is made. */
export function useExportJob(made: ExportStateFragment): ExportStateFragment {
  const [{ data }, ask] = useQuery({ query: EXPORT_JOB, variables: { id: made.id }, pause: !isRunning(made) });
  const job = data?.exportJob ?? made;
  const isOpen = isRunning(job);
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), POLL_MS);
    return () => clearInterval(timer);
  }, [isOpen, ask]);
  return job;
}
