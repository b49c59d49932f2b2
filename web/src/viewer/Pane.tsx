import { Alert, Center, Loader } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { seriesName } from '@/series/seriesName';
import { studyName } from '@/studies/studyName';
import type { Mode } from './engine';
import { Lens } from './Lens';
import styles from './Viewer.module.css';
import { useStack } from './useStack';
import { useViewer, type ViewerActions } from './useViewer';

export type PaneStudy = {
  id: string;
  label?: string | null;
  date?: string | null;
  description?: string | null;
  series: { id: string; label?: string | null; number?: number | null; description?: string | null; modality?: string | null; imageCount: number }[];
};
type Props = {
  name: string;
  studies: PaneStudy[];
  seriesId: string | null;
  mode: Mode;
  isActive: boolean;
  onChoose: (seriesId: string | null) => void;
  onActivate: () => void;
  /** Called with what can be done to the pane, and with null when it is gone. */
  onReady: (actions: ViewerActions | null) => void;
  /** Called when the person scrolls by so many images. */
  onScroll: (by: number) => void;
};

/** One of several series that are looked at side by side. */
export function Pane({ name, studies, seriesId, isActive, onChoose, onActivate, ...rest }: Props) {
  return (
    <section className={styles.pane} aria-label={name} data-active={isActive || undefined} onPointerDownCapture={onActivate} onFocusCapture={onActivate}>
      <select className={styles.choice} aria-label={`Series in ${name}`} value={seriesId ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        <option value="">Nothing</option>
        {studies.map((study) => (
          <optgroup key={study.id} label={studyName(study)}>
            {study.series.map((series) => (
              <option key={series.id} value={series.id}>
                {[series.modality, seriesName(series)].filter(Boolean).join(' ')} ({series.imageCount})
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {seriesId && <Stack key={seriesId} name={name} seriesId={seriesId} isActive={isActive} {...rest} />}
    </section>
  );
}

type StackProps = Pick<Props, 'name' | 'mode' | 'isActive' | 'onReady' | 'onScroll'> & { seriesId: string };

function Stack({ name, seriesId, mode, isActive, onReady, onScroll }: StackProps) {
  const { frames, error: stackError } = useStack(seriesId);
  const element = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const { view, error: drawError, actions } = useViewer(element, frames, 0);
  const last = useRef(0);
  const error = stackError ?? drawError;
  useEffect(() => {
    if (view.isDrawn) actions.setMode(mode);
  }, [actions, mode, view.isDrawn]);
  useEffect(() => {
    onReady(actions);
    return () => onReady(null);
  }, [actions, onReady]);
  useEffect(() => {
    const by = view.index - last.current;
    last.current = view.index;
    if (by !== 0 && isActive) onScroll(by);
  }, [view.index, isActive, onScroll]);
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' || event.key === 'ArrowRight' ? 1 : event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    actions.step(by);
  };
  return (
    <div className={styles.paneStage} ref={stage} data-drawn={view.isDrawn || undefined}>
      <div ref={element} className={styles.canvas} role="img" aria-label={`${name}, image ${view.index + 1} of ${frames?.length ?? 1}`} tabIndex={0} onKeyDown={press} onContextMenu={(event) => event.preventDefault()} />
      {view.isDrawn && (
        <div className={`${styles.overlay} ${styles.bottom} ${styles.left}`}>
          Image {view.index + 1}/{frames?.length}
          {view.window && `, W ${Math.round(view.window.width)} L ${Math.round(view.window.center)}`}
        </div>
      )}
      {mode === 'magnify' && view.isDrawn && <Lens stage={stage} actions={actions} />}
      {!view.isDrawn && !error && (
        <Center className={styles.waiting}>
          <Loader color="white" aria-label="Loading the image" />
        </Center>
      )}
      {error && (
        <Center className={styles.waiting}>
          <Alert color="red" variant="filled" role="alert">
            {error}
          </Alert>
        </Center>
      )}
    </div>
  );
}
