import { createContext, lazy, Suspense, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { run, type Sent } from './run';
import { close, Refused, send } from './send';
import type { Chosen, UploadTarget } from './target';

const UploadDialog = lazy(() => import('./UploadDialog').then((module) => ({ default: module.UploadDialog })));

export type Upload = Sent & {
  state: 'sending' | 'stuck' | 'sent' | 'refused' | 'cancelled';
  names: string[];
  totalFiles: number;
  totalBytes: number;
  target: UploadTarget;
  reason: string | null;
  startedAt: number;
};

type Uploads = {
  upload: Upload | null;
  open: (target?: UploadTarget) => void;
  start: (files: Chosen[], target: UploadTarget, profileId: string) => void;
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
  const [dialog, setDialog] = useState<UploadTarget | null>(null);
  const [wasOpened, setOpened] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const goOn = useRef<() => void>(() => undefined);

  const start = useCallback((files: Chosen[], target: UploadTarget, profileId: string) => {
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
    const onSent = (sent: Sent) => patch({ ...sent, reason: null });
    const onRetry = (reason: string) => patch({ reason });
    run({ files, target, profileId, send, signal: controller.signal, onSent, onRetry, onStuck }).then(
      () => patch({ state: 'sent' }),
      (error: unknown) =>
        controller.signal.aborted
          ? patch({ state: 'cancelled' })
          : patch({ state: 'refused', reason: error instanceof Refused ? error.message : 'The upload broke off.' }),
    );
  }, []);

  const isLeaving = upload?.state === 'sending' || upload?.state === 'stuck';
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
      open: (target = {}) => {
        setOpened(true);
        setDialog(target);
      },
      start,
      cancel: () => {
        abort.current?.abort();
        goOn.current();
        if (upload?.jobId) void close(upload.jobId);
        setUpload((current) => current && { ...current, state: 'cancelled' });
      },
      resume: () => goOn.current(),
      forget: () => setUpload(null),
    }),
    [upload, start],
  );
  return (
    <UploadContext.Provider value={value}>
      {children}
      <Suspense>{wasOpened && <UploadDialog target={dialog} onClose={() => setDialog(null)} />}</Suspense>
    </UploadContext.Provider>
  );
}
