import { Menu, Text } from '@mantine/core';
import {
  Columns2, Eraser, Expand, FlipHorizontal2, FlipVertical2, Info, Keyboard, Pause, Play, RefreshCcw, RotateCcw, RotateCw,
  ScanEye, SlidersHorizontal, SunMoon,
} from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Mode } from './engine';
import { removeAll, useMeasurementCount } from './measurements';
import { MEASURES, MODES, type ModeButton } from './modes';
import { Place } from './Place';
import { presetsOf } from './presets';
import { ShortcutsDialog } from './ShortcutsDialog';
import type { Frame } from './stack';
import { Tool } from './Tool';
import { SPEEDS, type Cine } from './useCine';
import type { View, ViewerActions } from './useViewer';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

type Props = {
  image: ShownImage;
  mode: Mode;
  view: View;
  frame: Frame | undefined;
  actions: ViewerActions;
  /** How many images the stack has. */
  count: number;
  cine: Cine;
  onFullscreen: () => void;
  hasPanel: boolean;
  onPanel: () => void;
  hasBoxes: boolean;
  onBoxes: () => void;
};

export function Toolbar({ image, mode, view, frame, actions, count, cine, onFullscreen, hasPanel, onPanel, hasBoxes, onBoxes }: Props) {
  const [isHelp, setHelp] = useState(false);
  const measurements = useMeasurementCount();
  const button = ({ mode: own, label, keys, icon }: ModeButton) => (
    <Tool key={own} label={label} keys={keys} icon={icon} isPressed={mode === own} onClick={() => actions.setMode(own)} />
  );
  const boxes = image.deidentification.redactedRegions.length;
  return (
    <div className={styles.toolbar}>
      <Place image={image} />
      <div role="toolbar" aria-label="Viewer tools" style={{ display: 'contents' }}>
        {MODES.map(button)}
        <span className={styles.divider} />
        {MEASURES.map(button)}
        <Tool label="Delete measurements" icon={Eraser} disabled={measurements === 0} onClick={removeAll} />
        <span className={styles.divider} />
        {count > 1 && <Tool label={cine.isPlaying ? 'Stop' : 'Play'} keys="C" icon={cine.isPlaying ? Pause : Play} isPressed={cine.isPlaying} onClick={cine.toggle} />}
        {cine.isPlaying && <Speed cine={cine} />}
        <Presets frame={frame} actions={actions} />
        <Tool label="Invert" keys="I" icon={SunMoon} isPressed={view.isInverted} onClick={actions.invert} />
        <Tool label="Rotate left" keys="L" icon={RotateCcw} onClick={() => actions.rotate(-90)} />
        <Tool label="Rotate right" keys="R" icon={RotateCw} onClick={() => actions.rotate(90)} />
        <Tool label="Flip horizontally" keys="H" icon={FlipHorizontal2} onClick={() => actions.flip('flipHorizontal')} />
        <Tool label="Flip vertically" keys="V" icon={FlipVertical2} onClick={() => actions.flip('flipVertical')} />
        <Tool label="Reset" keys="Space" icon={RefreshCcw} onClick={actions.reset} />
        <span className={styles.divider} />
        {boxes > 0 && <Tool label="Show what was blacked out" icon={ScanEye} isPressed={hasBoxes} onClick={onBoxes} />}
        <Compare image={image} />
        <Tool label="Full screen" icon={Expand} onClick={onFullscreen} />
        <Tool label="Keyboard shortcuts" icon={Keyboard} onClick={() => setHelp(true)} />
        <Tool label="Information" icon={Info} isPressed={hasPanel} onClick={onPanel} />
      </div>
      <ShortcutsDialog opened={isHelp} onClose={() => setHelp(false)} />
    </div>
  );
}

function Presets({ frame, actions }: { frame: Frame | undefined; actions: ViewerActions }) {
  const presets = presetsOf(frame?.modality);
  if (presets.length === 0) return null;
  return (
    <Menu position="bottom" width={220}>
      <Menu.Target>
        <Tool label="Window presets" icon={SlidersHorizontal} />
      </Menu.Target>
      <Menu.Dropdown>
        {presets.map(({ name, center, width }) => (
          <Menu.Item
            key={name}
            onClick={() => actions.setWindow({ center, width })}
            rightSection={
              <Text size="xs" c="dimmed" className="numbers">
                {width} / {center}
              </Text>
            }
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Leads to this series beside others of the patient. */
const Compare = ({ image: { series } }: { image: ShownImage }) => {
  const navigate = useNavigate();
  return <Tool label="Compare side by side" icon={Columns2} onClick={() => navigate(`/studies/${series.study.id}/view?grid=2x1&series=${series.id},`)} />;
};

const Speed = ({ cine }: { cine: Cine }) => (
  <select className={styles.speed} aria-label="Images a second" value={cine.speed} onChange={(event) => cine.setSpeed(Number(event.currentTarget.value))}>
    {SPEEDS.map((speed) => (
      <option key={speed} value={speed}>
        {speed} / s
      </option>
    ))}
  </select>
);
