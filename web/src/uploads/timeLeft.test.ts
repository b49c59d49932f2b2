import { expect, test } from 'vitest';
import { timeLeft } from './timeLeft';

const left = (bytes: number, elapsedSeconds: number) => timeLeft({ bytes, totalBytes: 1000, startedAt: 0 }, elapsedSeconds * 1000);

test('the time left follows the rate so far', () => {
  expect(left(500, 30)).toBe('about 30 s');
  expect(left(100, 60)).toBe('about 9 min');
  expect(left(10, 60)).toBe('about 2 h');
});

test('nothing is guessed at the start, and nothing is left at the end', () => {
  expect(left(500, 1)).toBeNull();
  expect(left(0, 60)).toBeNull();
  expect(left(1000, 60)).toBeNull();
});
