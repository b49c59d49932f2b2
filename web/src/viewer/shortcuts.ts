import { removeSelected } from './measurements';
import type { ViewerActions } from './useViewer';

export type Shortcut = { keys: string[]; does: string; act: (actions: ViewerActions) => void };

/** The keys of OHIF where it has them, so that people need not learn others. */
export const SHORTCUTS: Shortcut[] = [
  { keys: ['ArrowDown', 'ArrowRight', 'PageDown'], does: 'Next image', act: ({ step }) => step(1) },
  { keys: ['ArrowUp', 'ArrowLeft', 'PageUp'], does: 'Previous image', act: ({ step }) => step(-1) },
  { keys: ['Home'], does: 'First image', act: ({ show }) => show(0) },
  { keys: ['End'], does: 'Last image', act: ({ show }) => show(Number.MAX_SAFE_INTEGER) },
  { keys: ['w'], does: 'Drag changes brightness and contrast', act: ({ setMode }) => setMode('window') },
  { keys: ['z'], does: 'Drag zooms', act: ({ setMode }) => setMode('zoom') },
  { keys: ['p'], does: 'Drag moves the image', act: ({ setMode }) => setMode('pan') },
  { keys: ['s'], does: 'Drag scrolls', act: ({ setMode }) => setMode('scroll') },
  { keys: ['g'], does: 'Drag magnifies', act: ({ setMode }) => setMode('magnify') },
  { keys: ['d'], does: 'Measure a length', act: ({ setMode }) => setMode('length') },
  { keys: ['a'], does: 'Measure an angle', act: ({ setMode }) => setMode('angle') },
  { keys: ['e'], does: 'Measure in an ellipse', act: ({ setMode }) => setMode('ellipse') },
  { keys: ['f'], does: 'Measure in a free shape', act: ({ setMode }) => setMode('freehand') },
  { keys: ['Delete', 'Backspace'], does: 'Delete the measurement that is selected', act: () => removeSelected() },
  { keys: ['i'], does: 'Invert', act: ({ invert }) => invert() },
  { keys: ['r'], does: 'Rotate right', act: ({ rotate }) => rotate(90) },
  { keys: ['l'], does: 'Rotate left', act: ({ rotate }) => rotate(-90) },
  { keys: ['h'], does: 'Flip horizontally', act: ({ flip }) => flip('flipHorizontal') },
  { keys: ['v'], does: 'Flip vertically', act: ({ flip }) => flip('flipVertical') },
  { keys: ['+', '='], does: 'Zoom in', act: ({ zoomBy }) => zoomBy(1.25) },
  { keys: ['-'], does: 'Zoom out', act: ({ zoomBy }) => zoomBy(0.8) },
  { keys: [' '], does: 'Reset', act: ({ reset }) => reset() },
];

export const shortcutOf = (key: string) => SHORTCUTS.find(({ keys }) => keys.includes(key.length === 1 ? key.toLowerCase() : key));
