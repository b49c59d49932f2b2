import { Slider } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { ShortcutSheet } from '@/ui/ShortcutSheet';
import { begin, change } from './boxes';
import { Panel } from './Panel';
import { RejectDialog } from './RejectDialog';
import styles from './Review.module.css';
import type { Waiting } from './ReviewPage';
import { BOX_KEYS, shortcutOf, SHORTCUTS, type ReviewActions } from './shortcuts';
import { Stage } from './Stage';
import { Toolbar } from './Toolbar';
import { useDecision } from './useDecision';
import { useStage } from './useStage';

type Props = { image: Waiting; position: number; total: number; hasNext: boolean; onStep: (by: number) => void };

/** The address of another frame of the same picture. */
const ofFrame = (url: string, frame: number) => url.replace(/frame=\d+/, `frame=${frame}`);

/** One image in doubt: its picture, its boxes, and the decision. */
export function Workbench({ image, position, total, hasNext, onStep }: Props) {
  const [state, dispatch] = useReducer(change, image.deidentification.redactedRegions, begin);
  const [frame, setFrame] = useState(1);
  const [isForAll, setForAll] = useState(true);
  const [isStored, setStored] = useState(image.deidentification.originalUrl == null);
  const [isInverted, setInverted] = useState(false);
  const [isTaught, setTaught] = useState(false);
  const [isHelp, help] = useDisclosure();
  const [isRejecting, rejecting] = useDisclosure();
  const decision = useDecision(image);
  const size = useMemo(() => ({ columns: image.columns, rows: image.rows }), [image.columns, image.rows]);
  const view = useStage(size);
  const newFrame = isForAll || image.frames === 1 ? 0 : frame;
  const url = isStored ? image.renderedUrl : (image.deidentification.originalUrl ?? image.renderedUrl);
  const middle = useRef<HTMLElement>(null);

  const chosen = state.boxes.find(({ key }) => key === state.selected);
  const setScope = (all: boolean) => {
    setForAll(all);
    if (chosen) dispatch({ do: 'frame', key: chosen.key, frame: all ? 0 : frame });
  };
  const actions: ReviewActions = {
    approve: () => void decision.approve(state, isTaught),
    reject: rejecting.open,
    step: onStep,
    stepFrame: (by) => setFrame((before) => Math.min(Math.max(before + by, 1), image.frames)),
    addBox: () => {
      const { columns, rows } = size;
      dispatch({ do: 'add', frame: newFrame, from: { x: columns * 0.4, y: rows * 0.45 }, to: { x: columns * 0.6, y: rows * 0.55 }, size });
    },
    remove: () => {
      if (state.selected) dispatch({ do: 'remove', key: state.selected });
      middle.current?.focus();
    },
    undo: () => dispatch({ do: 'undo' }),
    toggleScope: () => image.frames > 1 && setScope(chosen ? chosen.frame !== 0 : !isForAll),
    toggleStored: () => setStored(!isStored),
    teach: () => setTaught(!isTaught),
    invert: () => setInverted(!isInverted),
    zoomBy: view.zoomBy,
    fit: view.fit,
    help: help.open,
  };
  useKeys(actions);

  const chosenFrame = chosen?.frame ?? 0;
  useEffect(() => {
    if (chosenFrame) setFrame(chosenFrame);
  }, [state.selected, chosenFrame]);
  // A box that a key has added or chosen takes the arrow keys.
  useEffect(() => {
    if (state.selected) document.getElementById(state.selected)?.focus({ preventScroll: true });
  }, [state.selected, frame]);
  useEffect(() => middle.current?.focus({ preventScroll: true }), []);

  const picture = `Image ${position} of ${total}, as ${isStored ? 'stored' : 'uploaded'}`;
  return (
    <>
      <section ref={middle} className={styles.middle} aria-label="Picture" tabIndex={-1} style={{ outline: 'none' }}>
        <Toolbar
          position={position}
          total={total}
          isStored={isStored}
          hasOriginal={image.deidentification.originalUrl != null}
          isInverted={isInverted}
          isForAll={chosen ? chosen.frame === 0 : isForAll}
          hasFrames={image.frames > 1}
          canUndo={state.past.length > 0}
          hasNext={hasNext}
          actions={actions}
          onScope={setScope}
        />
        <Stage
          url={ofFrame(url, frame)}
          alt={image.frames > 1 ? `${picture}, frame ${frame} of ${image.frames}` : picture}
          size={size}
          frame={frame}
          newFrame={newFrame}
          isInverted={isInverted}
          state={state}
          dispatch={dispatch}
          view={view}
        />
        {image.frames > 1 && (
          <div className={styles.frames}>
            <span data-testid="frame">
              Frame {frame} of {image.frames}
            </span>
            <Slider flex={1} min={1} max={image.frames} value={frame} onChange={setFrame} label={null} thumbLabel="Frame" size="sm" />
          </div>
        )}
      </section>
      <Panel image={image} state={state} dispatch={dispatch} decision={decision} isTaught={isTaught} actions={actions} />
      <RejectDialog opened={isRejecting} onClose={rejecting.close} onConfirm={decision.reject} />
      <ShortcutSheet opened={isHelp} onClose={help.close} groups={[SHORTCUTS, BOX_KEYS]}>
        Drag over the picture to draw a box, drag a box to move it, its corners to change it. The wheel zooms, the right button moves the picture.
      </ShortcutSheet>
    </>
  );
}

function useKeys(actions: ReviewActions) {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isElsewhere = target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="slider"], [role="radiogroup"]');
      if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
      // A focused button keeps the key that presses it.
      if (event.key === ' ' && target.closest('button, a')) return;
      const shortcut = shortcutOf(event.key);
      if (!shortcut) return;
      event.preventDefault();
      if (!event.repeat || event.key.startsWith('Arrow')) shortcut.act(latest.current);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
