import type { RedactionReason, RegionInput } from '@/graphql/generated/graphql';

/** A box of pixels to blank; frame 0 stands for all frames. */
export type Box = { key: string; frame: number; x: number; y: number; width: number; height: number; reason: RedactionReason };
export type Size = { columns: number; rows: number };
export type Point = { x: number; y: number };
type Region = Omit<Box, 'key'>;

/** The boxes of one image while a reviewer works on them: each change can be taken back. */
export type Boxes = { boxes: Box[]; past: Box[][]; selected: string | null; lastChanged: string | null };

export type Change =
  | { do: 'add'; frame: number; from: Point; to: Point; size: Size }
  /** The box then spans the two points. */
  | { do: 'span'; key: string; from: Point; to: Point; size: Size }
  | { do: 'move'; key: string; by: Point; size: Size }
  | { do: 'grow'; key: string; by: Point; size: Size }
  | { do: 'frame'; key: string; frame: number }
  | { do: 'remove'; key: string }
  | { do: 'select'; key: string | null }
  | { do: 'undo' }
  /** What was changed is finished: the next change is a step of its own for undo. */
  | { do: 'settle' };

/** A drag of fewer pixels than this is a click that slipped. */
export const LEAST_PIXELS = 2;

let made = 0;
const newKey = () => `box-${(made += 1)}`;

export const begin = (regions: readonly Region[]): Boxes => ({
  boxes: regions.map(({ frame, x, y, width, height, reason }) => ({ key: newKey(), frame, x, y, width, height, reason })),
  past: [],
  selected: null,
  lastChanged: null,
});

const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** The whole pixels between two points, cut at the edges of the image. */
export function spanned(from: Point, to: Point, { columns, rows }: Size) {
  const x = within(Math.floor(Math.min(from.x, to.x)), columns - 1);
  const y = within(Math.floor(Math.min(from.y, to.y)), rows - 1);
  const right = within(Math.ceil(Math.max(from.x, to.x)), columns);
  const bottom = within(Math.ceil(Math.max(from.y, to.y)), rows);
  return { x, y, width: Math.max(right - x, 1), height: Math.max(bottom - y, 1) };
}

export function change(state: Boxes, action: Change): Boxes {
  switch (action.do) {
    case 'add': {
      const box: Box = { key: newKey(), frame: action.frame, reason: 'MANUAL', ...spanned(action.from, action.to, action.size) };
      return { boxes: [...state.boxes, box], past: [...state.past, state.boxes], selected: box.key, lastChanged: null };
    }
    case 'span':
      return edit(state, action.key, () => spanned(action.from, action.to, action.size));
    case 'move':
      return edit(state, action.key, (box) => ({
        x: Math.round(within(box.x + action.by.x, action.size.columns - box.width)),
        y: Math.round(within(box.y + action.by.y, action.size.rows - box.height)),
      }));
    case 'grow':
      return edit(state, action.key, (box) => ({
        width: Math.max(1, Math.min(box.width + action.by.x, action.size.columns - box.x)),
        height: Math.max(1, Math.min(box.height + action.by.y, action.size.rows - box.y)),
      }));
    case 'frame':
      return { ...edit(state, action.key, () => ({ frame: action.frame })), lastChanged: null };
    case 'remove': {
      const index = state.boxes.findIndex(({ key }) => key === action.key);
      if (index < 0) return state;
      const boxes = state.boxes.filter(({ key }) => key !== action.key);
      return { boxes, past: [...state.past, state.boxes], selected: null, lastChanged: null };
    }
    case 'select':
      return { ...state, selected: action.key, lastChanged: null };
    case 'undo': {
      const before = state.past.at(-1);
      if (!before) return state;
      const isThere = before.some(({ key }) => key === state.selected);
      return { boxes: before, past: state.past.slice(0, -1), selected: isThere ? state.selected : null, lastChanged: null };
    }
    case 'settle':
      return { ...state, lastChanged: null };
  }
}

/** Dragging a box, or holding an arrow key, is one step for undo however many events it takes. */
function edit(state: Boxes, key: string, values: (box: Box) => Partial<Box>): Boxes {
  // A box that a person has touched is theirs, not a finding any more.
  const boxes = state.boxes.map((box) => (box.key === key ? { ...box, ...values(box), reason: 'MANUAL' as const } : box));
  const past = state.lastChanged === key ? state.past : [...state.past, state.boxes];
  return { ...state, boxes, past, selected: key, lastChanged: key };
}

/** Whether a box is there that the next images of the same device could take over. */
export const canTeach = ({ boxes }: Boxes) => boxes.some(({ reason, frame }) => reason === 'MANUAL' && frame === 0);

/** What to send: null when the boxes are those that were found. */
export const toInput = ({ boxes, past }: Boxes): RegionInput[] | null =>
  past.length === 0 ? null : boxes.map(({ frame, x, y, width, height }) => ({ frame, x, y, width, height }));
