import { batches } from './batches';
import { Refused, type Send } from './send';
import type { Chosen, UploadTarget } from './target';

/** How long to wait before a batch is sent again; after the last the person is asked. */
export const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

export type Sent = { jobId: string | null; files: number; bytes: number };
type Run = {
  files: Chosen[];
  target: UploadTarget;
  profileId?: string;
  /** The job that an interrupted upload began; when it has ended meanwhile, another is begun. */
  jobId?: string | null;
  send: Send;
  signal: AbortSignal;
  onSent: (sent: Sent) => void;
  /** Kept when the next batch may be sent: a pause holds it. */
  mayGoOn?: () => Promise<void>;
  /** Called when a batch failed and waits to be sent again. */
  onRetry?: (reason: string) => void;
  /** Called when a batch failed again and again; sending goes on when the promise is kept. */
  onStuck: (reason: string) => Promise<void>;
  wait?: (milliseconds: number) => Promise<void>;
};

const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Sends all files as one job, batch after batch; returns the id of the job. */
export async function run({ files, target, profileId, jobId = null, send, signal, onSent, mayGoOn, ...trouble }: Run): Promise<string | null> {
  const { patientId, studyId, seriesId } = target;
  const all = batches(files);
  const sent: Sent = { jobId, files: 0, bytes: 0 };
  for (const [index, batch] of all.entries()) {
    const size = batch.reduce((sum, { file }) => sum + file.size, 0);
    const final = index === all.length - 1;
    const onBytes = (bytes: number) => onSent({ ...sent, bytes: sent.bytes + Math.min(bytes, size) });
    const attempt = () => send(batch, { jobId: sent.jobId, patientId, studyId, seriesId, profileId, final }, onBytes, signal);
    await mayGoOn?.();
    signal.throwIfAborted();
    sent.jobId = await persist(attempt, signal, trouble).catch((error: unknown) => {
      if (index > 0 || !jobId || !(error instanceof Refused)) throw error;
      sent.jobId = null;
      return persist(attempt, signal, trouble);
    });
    sent.files += batch.length;
    sent.bytes += size;
    onSent({ ...sent });
  }
  return sent.jobId;
}

type Trouble = Pick<Run, 'onRetry' | 'onStuck' | 'wait'>;

async function persist(attempt: () => Promise<string>, signal: AbortSignal, trouble: Trouble): Promise<string> {
  const { onRetry, onStuck, wait = sleep } = trouble;
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || error instanceof Refused) throw error;
      const reason = error instanceof Error ? error.message : 'The connection broke.';
      const pause = BACKOFF_MS[failures % (BACKOFF_MS.length + 1)];
      if (pause === undefined) {
        await onStuck(reason);
      } else {
        onRetry?.(reason);
        await wait(pause);
      }
      signal.throwIfAborted();
    }
  }
}
