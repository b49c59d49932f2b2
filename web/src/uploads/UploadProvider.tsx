import { createContext, lazy, Suspense, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useMe } from '@/session/useSession';
import { fingerprint, newSalt, writeInterrupted, type Interrupted } from './interrupted';
import { run, type Sent } from './run';
import { close, Refused, send } from './send';
import type { Chosen, UploadTarget } from './target';

const UploadDialog = lazy(() => import('./UploadDialog').then((module) => ({ default: module.UploadDialog })));

export type Upload = Sent & {
  state: 'sending' | 'paused' | 'stuck' | 'sent' | 'refused' | 'cancelled';
  names: string[];
  totalFiles: number;
  totalBytes: number;
  target: UploadTarget;
  reason: string | null;
  startedAt: number;
  /** How long it was sent before the pause: the time left goes by this. */
  sentMs?: number;
};

type Uploads = {
  upload: Upload | null;
  /** Opens the dialog; files that were dropped on a place are chosen already. */
  open: (target?: UploadTarget, files?: Chosen[]) => void;
  /** Sends the files; those of an interrupted upload that had arrived are left out before. */
  start: (files: Chosen[], target: UploadTarget, profileId: string, before?: Interrupted) => void;
  pause: () => void;
  cancel: () => void;
  resume: () => void;
  forget: () => void;
};

const UploadContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(UploadContext);
  if (!uploads) throw new Error('useUploads is for components below UploadProvider');
  return uploads;
}

/** Sends files in the background, whatever page is open, and owns the one upload dialog. */
export function UploadProvider({ children }: { children: ReactNode }) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const [dialog, setDialog] = useState<{ target: UploadTarget; files: Chosen[] } | null>(null);
  const [wasOpened, setOpened] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const goOn = useRef<() => void>(() => undefined);
  const gate = useRef<Promise<void>>(Promise.resolve());
  const userId = useMe()?.id ?? '';

  const start = useCallback((files: Chosen[], target: UploadTarget, profileId: string, before?: Interrupted) => {
    const controller = new AbortController();
    abort.current = controller;
    const patch = (part: Partial<Upload>) =>
      setUpload((current) => (current && abort.current === controller ? { ...current, ...part } : current));
    const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
    setUpload({
      state: 'sending',
      jobId: null,
      files: 0,
      bytes: 0,
      names: files.map(({ path }) => path),
      totalFiles: files.length,
      totalBytes,
      target,
      reason: null,
      startedAt: Date.now(),
    });
    const onStuck = (reason: string) =>
      new Promise<void>((done) => {
        patch({ state: 'stuck', reason });
        goOn.current = () => {
          patch({ state: 'sending', reason: null });
          done();
        };
      });
    gate.current = Promise.resolve();
    const salt = before?.salt ?? newSalt();
    const keys = files.map((chosen) => fingerprint(chosen, salt));
    let kept = -1;
    const onSent = (sent: Sent) => {
      patch({ ...sent, reason: null });
      if (sent.files === kept) return;
      kept = sent.files;
      const arrived = [...(before?.sent ?? []), ...keys.slice(0, sent.files)];
      writeInterrupted(userId, { jobId: sent.jobId, salt, sent: arrived, total: keys.length + (before?.sent.length ?? 0), at: Date.now() });
    };
    const mayGoOn = () => gate.current;
    const end = (part: Partial<Upload>) => {
      writeInterrupted(userId, null);
      patch(part);
    };
    const onRetry = (reason: string) => patch({ reason });
    run({ files, target, profileId, jobId: before?.jobId, send, signal: controller.signal, onSent, mayGoOn, onRetry, onStuck }).then(
      () => end({ state: 'sent' }),
      (error: unknown) =>
        controller.signal.aborted
          ? patch({ state: 'cancelled' })
          : end({ state: 'refused', reason: error instanceof Refused ? error.message : 'The upload broke off.' }),
    );
  }, [userId]);

  const isLeaving = upload?.state === 'sending' || upload?.state === 'stuck' || upload?.state === 'paused';
  useEffect(() => {
    if (!isLeaving) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isLeaving]);
  useEffect(() => () => abort.current?.abort(), []);

  const value = useMemo<Uploads>(
    () => ({
      upload,
      open: (target = {}, files = []) => {
        setOpened(true);
        setDialog({ target, files });
      },
      start,
      pause: () => {
        // What is on its way arrives; the next batch waits.
        gate.current = new Promise((done) => {
          goOn.current = () => {
            setUpload((current) => current && { ...current, state: 'sending', startedAt: Date.now() - (current.sentMs ?? 0) });
            done();
          };
        });
        setUpload((current) => current && { ...current, state: 'paused', sentMs: Date.now() - current.startedAt });
      },
      cancel: () => {
        writeInterrupted(userId, null);
        abort.current?.abort();
        goOn.current();
        if (upload?.jobId) void close(upload.jobId);
        setUpload((current) => current && { ...current, state: 'cancelled' });
      },
      resume: () => goOn.current(),
      forget: () => setUpload(null),
    }),
    [upload, start, userId],
  );
  return (
    <UploadContext.Provider value={value}>
      {children}
      <Suspense>{wasOpened && <UploadDialog opened={dialog !== null} target={dialog?.target ?? {}} chosen={dialog?.files ?? []} onClose={() => setDialog(null)} />}</Suspense>
    </UploadContext.Provider>
  );
}
