import { expect, test } from 'vitest';
import { autoWindow, decode } from './pixels';

const shape = { rows: 1, columns: 4, bitsStored: 12, isSigned: false, slope: 1, intercept: 0, window: null };
const words = (...values: number[]) => Uint16Array.from(values).buffer;

test('CT values are in Hounsfield units, as 16-bit integers', () => {
  const { pixels, minimum, maximum } = decode(words(0, 1024, 2000, 4095), { ...shape, intercept: -1024 });
  expect(pixels).toEqual(Int16Array.from([-1024, 0, 976, 3071]));
  expect([minimum, maximum]).toEqual([-1024, 3071]);
});

test('stored values without a rescale are not copied', () => {
  const bytes = words(1, 2, 3, 4);
  expect((decode(bytes, shape).pixels as Uint16Array).buffer).toBe(bytes);
});

test('signed values keep their sign', () => {
  const bytes = Int16Array.from([-5, 0, 5, -2000]).buffer;
  expect(decode(bytes, { ...shape, isSigned: true }).pixels).toEqual(Int16Array.from([-5, 0, 5, -2000]));
});

test('a broken slope gives decimal values', () => {
  const { pixels } = decode(words(0, 1, 2, 3), { ...shape, slope: 0.5 });
  expect(pixels).toEqual(Float32Array.from([0, 0.5, 1, 1.5]));
});

test('what does not fit into 16 signed bits becomes unsigned', () => {
  expect(decode(words(0, 1, 2, 65_000), { ...shape, intercept: 10 }).pixels).toEqual(Uint16Array.from([10, 11, 12, 65_010]));
});

test('three bytes a pixel are colour, and are drawn as they are', () => {
  const { pixels, isColor, window } = decode(new Uint8Array(12).fill(7).buffer, { ...shape, bitsStored: 8 });
  expect(isColor).toBe(true);
  expect(pixels).toHaveLength(12);
  expect(window).toEqual({ center: 128, width: 256 });
});

test('the window of the header is kept, else the image gives one', () => {
  expect(decode(words(0, 1, 2, 3), { ...shape, window: { center: 40, width: 80 } }).window).toEqual({ center: 40, width: 80 });
  expect(autoWindow(Int16Array.from({ length: 1001 }, (_, index) => index), 0, 1000)).toEqual({ center: 500, width: 980 });
  expect(autoWindow(new Uint8Array(100).fill(9), 9, 9)).toEqual({ center: 9, width: 1 });
});

test('a frame of another size than the header says is an error', () => {
  expect(() => decode(new ArrayBuffer(20), shape)).toThrow('another size');
});
