import { expect, test } from 'vitest';
import { begin, canTeach, change, spanned, toInput, type Boxes, type Change } from './boxes';

const size = { columns: 100, rows: 50 };
const FOUND = { frame: 1, x: 10, y: 5, width: 20, height: 4, reason: 'TEXT' as const };
const after = (state: Boxes, ...actions: Change[]) => actions.reduce(change, state);
const drawn: Change = { do: 'add', frame: 0, from: { x: 40.6, y: 30.2 }, to: { x: 20.2, y: 10.9 }, size };

test('a drag in any direction spans whole pixels', () => {
  expect(spanned({ x: 40.6, y: 30.2 }, { x: 20.2, y: 10.9 }, size)).toEqual({ x: 20, y: 10, width: 21, height: 21 });
});

test.each([
  [{ x: -20, y: -3 }, { x: 5, y: 5 }, { x: 0, y: 0, width: 5, height: 5 }],
  [{ x: 90, y: 45 }, { x: 300, y: 99 }, { x: 90, y: 45, width: 10, height: 5 }],
  [{ x: 200, y: 200 }, { x: 300, y: 300 }, { x: 99, y: 49, width: 1, height: 1 }],
])('a box from %o to %o stays in the image', (from, to, expected) => {
  expect(spanned(from, to, size)).toEqual(expected);
});

test('boxes that nobody touched are left to the server', () => {
  expect(toInput(begin([FOUND]))).toBeNull();
});

test('a drawn box is sent with those that were found', () => {
  expect(toInput(after(begin([FOUND]), drawn))).toEqual([
    { frame: 1, x: 10, y: 5, width: 20, height: 4 },
    { frame: 0, x: 20, y: 10, width: 21, height: 21 },
  ]);
});

test('removing the last box sends an empty list, which is not null', () => {
  const state = begin([FOUND]);
  expect(toInput(after(state, { do: 'remove', key: state.boxes[0]?.key ?? '' }))).toEqual([]);
});

test('undo takes back one step each: a drag of many events is one', () => {
  const state = after(begin([FOUND]), drawn);
  const key = state.selected ?? '';
  const by = { x: 1, y: 0 };
  const moved = after(state, { do: 'move', key, by, size }, { do: 'move', key, by, size }, { do: 'settle' }, { do: 'move', key, by, size });
  expect(moved.boxes[1]?.x).toBe(23);
  expect(change(moved, { do: 'undo' }).boxes[1]?.x).toBe(22);
  expect(after(moved, { do: 'undo' }, { do: 'undo' }).boxes).toEqual(state.boxes);
  expect(toInput(after(moved, { do: 'undo' }, { do: 'undo' }, { do: 'undo' }, { do: 'undo' }))).toBeNull();
});

test('a box stays chosen when a change of it is taken back, and is not when it goes', () => {
  const state = after(begin([]), drawn);
  const key = state.selected ?? '';
  expect(after(state, { do: 'frame', key, frame: 2 }, { do: 'undo' }).selected).toBe(key);
  expect(after(state, { do: 'undo' }).selected).toBeNull();
});

test('only what was drawn on all frames can be taught', () => {
  expect(canTeach(begin([FOUND]))).toBe(false);
  expect(canTeach(after(begin([]), drawn))).toBe(true);
  expect(canTeach(after(begin([]), { ...drawn, frame: 2 } as Change))).toBe(false);
});

test('a box is moved and grown only as far as the image goes', () => {
  const state = after(begin([]), drawn);
  const key = state.selected ?? '';
  const moved = after(state, { do: 'move', key, by: { x: 500, y: -500 }, size }).boxes[0];
  expect(moved).toMatchObject({ x: 79, y: 0, width: 21, height: 21 });
  expect(after(state, { do: 'grow', key, by: { x: 500, y: -500 }, size }).boxes[0]).toMatchObject({ x: 20, y: 10, width: 80, height: 1 });
});

test('a box that a person changed is theirs', () => {
  const state = begin([FOUND]);
  const key = state.boxes[0]?.key ?? '';
  expect(after(state, { do: 'frame', key, frame: 0 }).boxes[0]).toMatchObject({ frame: 0, reason: 'MANUAL' });
});
