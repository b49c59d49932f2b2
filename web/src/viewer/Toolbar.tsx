import { Menu, Text } from '@mantine/core';
import {
  Contrast, FlipHorizontal2, FlipVertical2, Info, Keyboard, Layers, Move, RefreshCcw, RotateCcw, RotateCw, ScanEye, SlidersHorizontal, SunMoon, ZoomIn,
} from 'lucide-react';
import { useState } from 'react';
import type { Mode } from './engine';
import { Place } from './Place';
import { presetsOf } from './presets';
import { ShortcutsDialog } from './ShortcutsDialog';
import type { Frame } from './stack';
import { Tool } from './Tool';
import type { View, ViewerActions } from './useViewer';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

const MODES: { mode: Mode; label: string; keys: string; icon: typeof Contrast }[] = [
  { mode: 'window', label: 'Brightness and contrast', keys: 'W', icon: Contrast },
  { mode: 'zoom', label: 'Zoom', keys: 'Z', icon: ZoomIn },
  { mode: 'pan', label: 'Move', keys: 'P', icon: Move },
  { mode: 'scroll', label: 'Scroll through the images', keys: 'S', icon: Layers },
];

type Props = {
  image: ShownImage;
  mode: Mode;
  view: View;
  frame: Frame | undefined;
  actions: ViewerActions;
  hasPanel: boolean;
  onPanel: () => void;
  hasBoxes: boolean;
  onBoxes: () => void;
};

export function Toolbar({ image, mode, view, frame, actions, hasPanel, onPanel, hasBoxes, onBoxes }: Props) {
  const [isHelp, setHelp] = useState(false);
  const boxes = image.deidentification.redactedRegions.length;
  return (
    <div className={styles.toolbar}>
      <Place image={image} />
      <div role="toolbar" aria-label="Viewer tools" style={{ display: 'contents' }}>
        {MODES.map(({ mode: own, label, keys, icon }) => (
          <Tool key={own} label={label} keys={keys} icon={icon} isPressed={mode === own} onClick={() => actions.setMode(own)} />
        ))}
        <span className={styles.divider} />
        <Presets frame={frame} actions={actions} />
        <Tool label="Invert" keys="I" icon={SunMoon} isPressed={view.isInverted} onClick={actions.invert} />
        <Tool label="Rotate left" keys="L" icon={RotateCcw} onClick={() => actions.rotate(-90)} />
        <Tool label="Rotate right" keys="R" icon={RotateCw} onClick={() => actions.rotate(90)} />
        <Tool label="Flip horizontally" keys="H" icon={FlipHorizontal2} onClick={() => actions.flip('flipHorizontal')} />
        <Tool label="Flip vertically" keys="V" icon={FlipVertical2} onClick={() => actions.flip('flipVertical')} />
        <Tool label="Reset" keys="Space" icon={RefreshCcw} onClick={actions.reset} />
        <span className={styles.divider} />
        {boxes > 0 && <Tool label="Show what was blacked out" icon={ScanEye} isPressed={hasBoxes} onClick={onBoxes} />}
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
