import { describe, expect, test } from 'vitest';
import type { Dataset } from './dicomJson';
import { outlineOf } from './outline';

const code = (meaning: string, value = 'X'): { vr: string; Value: Dataset[] } => ({
  vr: 'SQ',
  Value: [{ '00080100': { Value: [value] }, '00080104': { Value: [meaning] } }],
});
const item = (type: string, name: string, rest: Dataset): Dataset => ({
  '0040A040': { Value: [type] },
  ...(name ? { '0040A043': code(name) } : {}),
  ...rest,
});
const tree = (...content: Dataset[]): Dataset => ({ '0040A730': { vr: 'SQ', Value: content } });

describe('the outline of a report', () => {
  test('says what each kind of item says, at its depth', () => {
    const number = { '0040A300': { Value: [{ '0040A30A': { Value: [12.5] }, '004008EA': code('millimetre', 'mm') }] } };
    const report = tree(
      item('CONTAINER', 'Findings', tree(item('TEXT', 'Finding', { '0040A160': { Value: ['Nodule'] } }), item('NUM', 'Diameter', number))),
      item('CODE', 'Side', { '0040A168': code('Left') }),
      item('PNAME', 'Observer', { '0040A123': { Value: [{ Alphabetic: 'ANONYMIZED' }] } }),
      item('IMAGE', '', { '00081199': { Value: [{ '00081155': { Value: ['2.25.1'] } }] } }),
    );
    expect(outlineOf(report)).toEqual([
      { depth: 0, name: 'Findings', value: '' },
      { depth: 1, name: 'Finding', value: 'Nodule' },
      { depth: 1, name: 'Diameter', value: '12.5 mm' },
      { depth: 0, name: 'Side', value: 'Left' },
      { depth: 0, name: 'Observer', value: 'ANONYMIZED' },
      { depth: 0, name: '', value: '2.25.1' },
    ]);
  });

  test('leaves out containers that only hold others, and is empty for what is no report', () => {
    expect(outlineOf(tree(item('CONTAINER', '', tree(item('DATE', 'Day', { '0040A121': { Value: ['20200102'] } })))))).toEqual([
      { depth: 0, name: 'Day', value: '20200102' },
    ]);
    expect(outlineOf({})).toEqual([]);
  });
});
