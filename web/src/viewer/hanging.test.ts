import { expect, test } from 'vitest';
import { fit, gridOf, hang, seriesOf, seriesText } from './hanging';

const mammogram = (id: string, laterality: string, viewPosition: string) => ({ id, modality: 'MG', laterality, viewPosition, imageCount: 1 });
const stack = (id: string, imageCount = 20) => ({ id, modality: 'CT', imageCount });

test('four views of mammography hang chest wall to chest wall, whatever their order', () => {
  const series = [mammogram('a', 'L', 'MLO'), mammogram('b', 'R', 'CC'), mammogram('c', 'L', 'CC'), mammogram('d', 'R', 'MLO'), stack('e')];
  expect(hang(series)).toEqual({ grid: { columns: 2, rows: 2 }, series: ['b', 'c', 'd', 'a'] });
  expect(hang([mammogram('a', 'L', 'MLO'), mammogram('d', 'R', 'MLO')]).series).toEqual([null, null, 'd', 'a']);
});

test('other series hang in their order, and those without images do not', () => {
  expect(hang([stack('a')])).toEqual({ grid: { columns: 1, rows: 1 }, series: ['a'] });
  expect(hang([stack('a'), stack('empty', 0), stack('b')])).toEqual({ grid: { columns: 2, rows: 1 }, series: ['a', 'b'] });
  expect(hang([stack('a'), stack('b'), stack('c')])).toEqual({ grid: { columns: 2, rows: 2 }, series: ['a', 'b', 'c', null] });
  expect(hang([])).toEqual({ grid: { columns: 1, rows: 1 }, series: [null] });
});

test('an address names a grid and its series', () => {
  expect(gridOf('3x2')).toEqual({ columns: 3, rows: 2 });
  for (const wrong of [null, '4x1', '0x1', '2', '2x2x2']) expect(gridOf(wrong)).toBeNull();
  expect(seriesOf('ser_a,,ser_b,img_c')).toEqual(['ser_a', null, 'ser_b', null]);
  expect(seriesOf(seriesText(['ser_a', null]))).toEqual(['ser_a', null]);
  expect(seriesOf(null)).toEqual([]);
  expect(fit(['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
  expect(fit(['a'], 2)).toEqual(['a', null]);
});
