import { Alert, Center, Loader } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { Lens } from './Lens';
import { Overlays } from './Overlays';
import { Regions } from './Regions';
import { shortcutOf } from './shortcuts';
import { SidePanel } from './SidePanel';
import { Strip } from './Strip';
import { Toolbar } from './Toolbar';
import { useCine } from './useCine';
import { useStack } from './useStack';
import { useViewer } from './useViewer';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

/** Scrolling rests this long before the address and the report follow. */
const PAUSE_MS = 200;

type Props = { image: ShownImage; firstImageId: string; onShow: (imageId: string) => void };

export function Viewer({ image, firstImageId, onShow }: Props) {
  const { frames, error: stackError } = useStack(image.series.id);
  const element = useRef<HTMLDivElement>(null);
  const first = Math.max(0, frames?.findIndex(({ id }) => id === firstImageId) ?? 0);
  const { view, error: drawError, mode, actions } = useViewer(element, frames, first);
  const cine = useCine(actions.turn);
  const whole = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLElement>(null);
  const [hasPanel, setPanel] = useState(window.innerWidth > 1000);
  const [hasBoxes, setBoxes] = useState(false);
  const frame = frames?.[view.index];
  const follow = useDebouncedCallback(onShow, PAUSE_MS);
  useEffect(() => {
    // While a stack plays, the address rests.
    if (frame && view.isDrawn && !cine.isPlaying) follow(frame.id);
  }, [frame, view.isDrawn, follow, cine.isPlaying]);
  const hasStack = (frames?.length ?? 0) > 1;
  const toggleCine = cine.toggle;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isElsewhere = target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="tablist"]');
      if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
      // A focused button keeps the keys that press it.
      if (event.key === ' ' && target.closest('button, a')) return;
      if (event.key.toLowerCase() === 'c' && hasStack) {
        event.preventDefault();
        toggleCine();
      }
      const shortcut = shortcutOf(event.key);
      if (!shortcut) return;
      event.preventDefault();
      shortcut.act(actions);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions, hasStack, toggleCine]);
  const error = stackError ?? drawError;
  const isOfFrame = frame?.id === image.id;
  return (
    <div className={styles.viewer} ref={whole}>
      <Toolbar
        image={image}
        mode={mode}
        view={view}
        frame={frame}
        actions={actions}
        count={frames?.length ?? 0}
        cine={cine}
        onFullscreen={() => void (document.fullscreenElement ? document.exitFullscreen() : whole.current?.requestFullscreen())}
        hasPanel={hasPanel}
        onPanel={() => setPanel(!hasPanel)}
        hasBoxes={hasBoxes}
        onBoxes={() => setBoxes(!hasBoxes)}
      />
      <div className={styles.body}>
        {frames && frames.length > 1 && <Strip frames={frames} index={view.index} onShow={actions.show} />}
        <section className={styles.stage} aria-label="Image" ref={stage} data-drawn={view.isDrawn || undefined} data-index={view.index}>
          <div
            ref={element}
            className={styles.canvas}
            role="img"
            aria-label={frame ? `Image ${view.index + 1} of ${frames?.length ?? 1}` : 'Image'}
            tabIndex={0}
            onPointerDown={(event) => event.currentTarget.focus()}
            onContextMenu={(event) => event.preventDefault()}
          />
          {frame && view.isDrawn && <Overlays image={image} frame={frame} view={view} count={frames?.length ?? 0} />}
          {hasBoxes && frame && isOfFrame && <Regions regions={image.deidentification.redactedRegions} frame={frame} view={view} viewport={actions.viewport} />}
          {mode === 'magnify' && view.isDrawn && <Lens stage={stage} actions={actions} />}
          {!view.isDrawn && !error && (
            <Center className={styles.waiting}>
              <Loader color="white" aria-label="Loading the image" />
            </Center>
          )}
          {error && (
            <Center className={styles.waiting}>
              <Alert color="red" title="This image cannot be shown" role="alert" variant="filled">
                {error}
              </Alert>
            </Center>
          )}
        </section>
        {hasPanel && <SidePanel image={image} frame={frame} />}
      </div>
    </div>
  );
}
