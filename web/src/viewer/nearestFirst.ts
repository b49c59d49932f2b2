/** `nearestFirst(5, 2)` -> 2, 3, 1, 4, 0. */
export function nearestFirst(count: number, from: number): number[] {
  return Array.from({ length: count }, (_, index) => index).sort(
    (one, other) => Math.abs(one - from) - Math.abs(other - from) || other - one,
  );
}
