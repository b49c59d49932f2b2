import { expect, test } from 'vitest';
import { pictureOf, slidesOf } from './shared';

test('frames of images stand one after the other, and what has no pixels has none', () => {
  const series = { id: 'ser_1', modality: 'US', description: null, images: [{ id: 'img_1', number: 1, frames: 2 }, { id: 'img_2', number: 2, frames: 0 }, { id: 'img_3', number: 3, frames: 1 }] };
  expect(slidesOf(series).map(pictureOf)).toEqual(['/shared/images/img_1/rendered?frame=1', '/shared/images/img_1/rendered?frame=2', '/shared/images/img_3/rendered?frame=1']);
});
