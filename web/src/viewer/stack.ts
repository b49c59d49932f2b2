import { number, numbers, ofFrame, text, type Dataset } from './dicomJson';

const PHOTOMETRIC_INTERPRETATION = '00280004';

export type SeriesMetadata = { id: string; dataset: Dataset }[];
export type Window = { center: number; width: number };

/** One frame of an image of the hub, with what drawing it needs; spacing in millimetres. */
export type Frame = {
  imageId: string;
  id: string;
  frame: number;
  frames: number;
  number: number | null;
  modality: string;
  rows: number;
  columns: number;
  bitsAllocated: number;
  bitsStored: number;
  isSigned: boolean;
  isInverted: boolean;
  slope: number;
  intercept: number;
  window: Window | null;
  rowSpacing: number | null;
  columnSpacing: number | null;
  position: number[] | null;
  orientation: number[] | null;
  frameOfReference: string | null;
};

/** All frames of a series, one after the other, in the order the server gives the images; objects without pixels have none. */
export const framesOf = (series: SeriesMetadata): Frame[] =>
  series.flatMap(({ id, dataset }) => {
    if (!dataset[PHOTOMETRIC_INTERPRETATION]) return [];
    const count = Math.max(1, number(dataset, '00280008') ?? 1);
    return Array.from({ length: count }, (_, index) => frameOf(id, ofFrame(dataset, index + 1), index + 1, count));
  });

function frameOf(id: string, dataset: Dataset, frame: number, frames: number): Frame {
  // Projection images give the spacing at the detector instead, PS3.3 C.8.11.
  const spacing = numbers(dataset, '00280030') ?? numbers(dataset, '00181164');
  const position = numbers(dataset, '00200032');
  const orientation = numbers(dataset, '00200037');
  return {
    imageId: `hub:${id}/${frame}`,
    id,
    frame,
    frames,
    number: number(dataset, '00200013') ?? null,
    modality: text(dataset, '00080060') ?? 'OT',
    rows: number(dataset, '00280010') ?? 0,
    columns: number(dataset, '00280011') ?? 0,
    bitsAllocated: number(dataset, '00280100') ?? 16,
    bitsStored: number(dataset, '00280101') ?? 16,
    isSigned: number(dataset, '00280103') === 1,
    isInverted: text(dataset, PHOTOMETRIC_INTERPRETATION) === 'MONOCHROME1',
    slope: number(dataset, '00281053') || 1,
    intercept: number(dataset, '00281052') ?? 0,
    window: windowOf(dataset),
    rowSpacing: positive(spacing?.[0]),
    columnSpacing: positive(spacing?.[1]),
    position: position?.length === 3 ? position : null,
    orientation: orientation?.length === 6 ? orientation : null,
    frameOfReference: text(dataset, '00200052') ?? null,
  };
}

function windowOf(dataset: Dataset): Window | null {
  const center = number(dataset, '00281050');
  const width = number(dataset, '00281051');
  return center !== undefined && width !== undefined && width >= 1 ? { center, width } : null;
}

const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : null);
