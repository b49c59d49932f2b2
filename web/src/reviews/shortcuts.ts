/** What a key does while an image is reviewed. */
export type ReviewActions = {
  approve: () => void;
  reject: () => void;
  step: (by: number) => void;
  stepFrame: (by: number) => void;
  addBox: () => void;
  remove: () => void;
  undo: () => void;
  toggleScope: () => void;
  toggleStored: () => void;
  teach: () => void;
  invert: () => void;
  zoomBy: (factor: number) => void;
  fit: () => void;
  help: () => void;
};

type Shortcut = { keys: string[]; does: string; act: (actions: ReviewActions) => void };

export const SHORTCUTS: Shortcut[] = [
  { keys: ['a'], does: 'Approve, and show the next', act: ({ approve }) => approve() },
  { keys: ['r'], does: 'Reject, after a question', act: ({ reject }) => reject() },
  { keys: ['n', 'ArrowRight'], does: 'Next image', act: ({ step }) => step(1) },
  { keys: ['p', 'ArrowLeft'], does: 'Previous image', act: ({ step }) => step(-1) },
  { keys: ['ArrowDown', 'PageDown'], does: 'Next frame', act: ({ stepFrame }) => stepFrame(1) },
  { keys: ['ArrowUp', 'PageUp'], does: 'Previous frame', act: ({ stepFrame }) => stepFrame(-1) },
  { keys: ['b'], does: 'Add a box in the middle', act: ({ addBox }) => addBox() },
  { keys: ['Delete', 'Backspace'], does: 'Remove the chosen box', act: ({ remove }) => remove() },
  { keys: ['u'], does: 'Undo', act: ({ undo }) => undo() },
  { keys: ['f'], does: 'Box on all frames, or on this one', act: ({ toggleScope }) => toggleScope() },
  { keys: ['s'], does: 'As uploaded, or as stored', act: ({ toggleStored }) => toggleStored() },
  { keys: ['d'], does: 'Remember drawn boxes for the device', act: ({ teach }) => teach() },
  { keys: ['i'], does: 'Invert', act: ({ invert }) => invert() },
  { keys: ['+', '='], does: 'Zoom in', act: ({ zoomBy }) => zoomBy(1.25) },
  { keys: ['-'], does: 'Zoom out', act: ({ zoomBy }) => zoomBy(0.8) },
  { keys: ['0', ' '], does: 'Fit the whole image', act: ({ fit }) => fit() },
  { keys: ['?'], does: 'This list', act: ({ help }) => help() },
];

/** What a focused box takes for itself; listed for the help. */
export const BOX_KEYS = [
  { keys: ['Tab'], does: 'To the next box' },
  { keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], does: 'Move the focused box' },
  { keys: ['Shift', 'ArrowRight', 'ArrowDown'], does: 'Make the focused box larger or smaller' },
];

export const shortcutOf = (key: string) => SHORTCUTS.find(({ keys }) => keys.includes(key.length === 1 ? key.toLowerCase() : key));
