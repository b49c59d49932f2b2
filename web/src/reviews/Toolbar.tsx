import { ActionIcon, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { ChevronLeft, ChevronRight, Keyboard, Maximize, SunMoon, SquareDashed, Undo2, ZoomIn, ZoomOut, type LucideIcon } from 'lucide-react';
import styles from './Review.module.css';
import type { ReviewActions } from './shortcuts';

type Props = {
  position: number;
  total: number;
  hasNext: boolean;
  isStored: boolean;
  hasOriginal: boolean;
  isInverted: boolean;
  isForAll: boolean;
  hasFrames: boolean;
  canUndo: boolean;
  actions: ReviewActions;
  onScope: (isForAll: boolean) => void;
};

export function Toolbar({ position, total, hasNext, isStored, hasOriginal, isInverted, isForAll, hasFrames, canUndo, actions, onScope }: Props) {
  return (
    <div className={styles.toolbar}>
      <h1>Review</h1>
      <Tool label="Previous image" keys="P" icon={ChevronLeft} disabled={position === 1} onClick={() => actions.step(-1)} />
      <Text size="sm" className="numbers" role="status">
        {position} of {total}
      </Text>
      <Tool label="Next image" keys="N" icon={ChevronRight} disabled={!hasNext} onClick={() => actions.step(1)} />
      <SegmentedControl
        size="xs"
        aria-label="Show the picture"
        value={isStored ? 'stored' : 'uploaded'}
        onChange={actions.toggleStored}
        data={[
          { value: 'uploaded', label: 'As uploaded', disabled: !hasOriginal },
          { value: 'stored', label: 'As stored' },
        ]}
      />
      {hasFrames && (
        <SegmentedControl
          size="xs"
          aria-label="Boxes are for"
          value={isForAll ? 'all' : 'one'}
          onChange={(value) => onScope(value === 'all')}
          data={[
            { value: 'all', label: 'All frames' },
            { value: 'one', label: 'This frame' },
          ]}
        />
      )}
      <div className={styles.tools} role="toolbar" aria-label="Tools">
        <Tool label="Add a box" keys="B" icon={SquareDashed} onClick={actions.addBox} />
        <Tool label="Undo" keys="U" icon={Undo2} disabled={!canUndo} onClick={actions.undo} />
        <Tool label="Invert" keys="I" icon={SunMoon} isPressed={isInverted} onClick={actions.invert} />
        <Tool label="Zoom out" keys="-" icon={ZoomOut} onClick={() => actions.zoomBy(0.8)} />
        <Tool label="Zoom in" keys="+" icon={ZoomIn} onClick={() => actions.zoomBy(1.25)} />
        <Tool label="Fit" keys="0" icon={Maximize} onClick={actions.fit} />
        <Tool label="Keyboard shortcuts" keys="?" icon={Keyboard} onClick={actions.help} />
      </div>
    </div>
  );
}

type ToolProps = { label: string; keys: string; icon: LucideIcon; isPressed?: boolean; disabled?: boolean; onClick: () => void };

const Tool = ({ label, keys, icon: Icon, isPressed, disabled, onClick }: ToolProps) => (
  <Tooltip label={`${label} (${keys})`}>
    <ActionIcon
      variant="transparent"
      size={34}
      className={styles.tool}
      aria-label={label}
      aria-pressed={isPressed}
      data-disabled={disabled || undefined}
      aria-disabled={disabled}
      onClick={disabled ? undefined : onClick}
    >
      <Icon size={19} />
    </ActionIcon>
  </Tooltip>
);
