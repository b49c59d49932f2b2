import { expect, test } from 'vitest';
import type { Dataset } from './dicomJson';
import { nearestFirst } from './nearestFirst';
import { framesOf } from './stack';

const value = (...Value: unknown[]) => ({ vr: 'DS', Value });
const sequence = (...Value: Dataset[]) => ({ vr: 'SQ', Value });
const slice: Dataset = {
  '00080060': value('CT'),
  '00280004': value('MONOCHROME2'),
  '00280010': value(512),
  '00280011': value(256),
  '00280030': value(0.5, 0.25),
  '00281050': value(40, 300),
  '00281051': value(80, 1500),
  '00281052': value(-1024),
  '00281053': value(1),
  '00200032': value(1, 2, 3),
  '00200037': value(1, 0, 0, 0, 1, 0),
};

test('an image is one frame, with its spacing, place and first window', () => {
  expect(framesOf([{ id: 'img_1', dataset: slice }])).toMatchObject([
    {
      imageId: 'hub:img_1/1', frame: 1, frames: 1, rows: 512, columns: 256, rowSpacing: 0.5, columnSpacing: 0.25, position: [1, 2, 3],
      window: { center: 40, width: 80 }, slope: 1, intercept: -1024, isSigned: false, isInverted: false,
    },
  ]);
});

test('each frame of a multi-frame image has its own functional groups over the shared ones', () => {
  const dataset: Dataset = {
    ...slice,
    '00280008': value(2),
    '52009229': sequence({ '00289110': sequence({ '00280030': value(2, 2) }), '00289132': sequence({ '00281050': value(5), '00281051': value(6) }) }),
    '52009230': sequence(
      { '00209113': sequence({ '00200032': value(0, 0, 10) }) },
      { '00209113': sequence({ '00200032': value(0, 0, 20) }), '00289132': sequence({ '00281050': value(7), '00281051': value(8) }) },
    ),
  };
  const frames = framesOf([{ id: 'img_1', dataset }]);
  expect(frames.map(({ imageId }) => imageId)).toEqual(['hub:img_1/1', 'hub:img_1/2']);
  expect(frames.map(({ position }) => position)).toEqual([[0, 0, 10], [0, 0, 20]]);
  expect(frames.map(({ window }) => window)).toEqual([{ center: 5, width: 6 }, { center: 7, width: 8 }]);
  expect(frames.map(({ rowSpacing }) => rowSpacing)).toEqual([2, 2]);
});

test('what a header leaves out has no made-up value', () => {
  const [frame] = framesOf([{ id: 'img_1', dataset: { '00280004': value('MONOCHROME1'), '00281050': value(1), '00281051': value(0) } }]);
  expect(frame).toMatchObject({ window: null, rowSpacing: null, position: null, orientation: null, isInverted: true, slope: 1, modality: 'OT' });
});

test('images are loaded from the one that is looked at outwards', () => {
  expect(nearestFirst(5, 2)).toEqual([2, 3, 1, 4, 0]);
  expect(nearestFirst(3, 0)).toEqual([0, 1, 2]);
});
