import { imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import { accessToken, isStale, refresh } from '@/session/session';
import { decode } from './pixels';
import type { Frame, SeriesMetadata } from './stack';

const SCHEME = 'hub';
const frames = new Map<string, Frame>();

/** The server's files, asked for as the signed-in person. */
async function get(path: string, signal?: AbortSignal): Promise<Response> {
  if (isStale()) await refresh();
  const answer = await fetch(path, { headers: { Authorization: `Bearer ${accessToken() ?? ''}` }, credentials: 'same-origin', signal });
  if (!answer.ok) throw new Error(answer.status === 404 ? 'The image is no longer there.' : `The server answered ${answer.status}.`);
  return answer;
}

export async function seriesMetadata(id: string, signal: AbortSignal): Promise<SeriesMetadata> {
  return (await (await get(`/files/series/${id}/metadata`, signal)).json()) as SeriesMetadata;
}

/** Makes the frames known to Cornerstone under their image ids. */
export function announce(stack: Frame[]) {
  for (const frame of stack) frames.set(frame.imageId, frame);
}

/** Cornerstone asks the hub for pixels and for what they mean; called once. */
export function registerHubImages() {
  imageLoader.registerImageLoader(SCHEME, load as unknown as Types.ImageLoaderFn);
  metaData.addProvider(provide, 10_000);
}

function load(imageId: string) {
  const abort = new AbortController();
  return { promise: loadFrame(imageId, abort.signal), cancelFn: () => abort.abort() };
}

async function loadFrame(imageId: string, signal: AbortSignal): Promise<Types.IImage> {
  const frame = frames.get(imageId);
  if (!frame) throw new Error(`unknown image ${imageId}`);
  const answer = await get(`/files/images/${frame.id}/frames/${frame.frame}`, signal);
  return imageOf(frame, await answer.arrayBuffer());
}

function imageOf(frame: Frame, bytes: ArrayBuffer): Types.IImage {
  const { pixels, isColor, minimum, maximum, window } = decode(bytes, frame);
  const { rows, columns, imageId } = frame;
  const components = isColor ? 3 : 1;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width: columns,
    height: rows,
    numberOfComponents: components,
    scalarData: pixels,
    id: imageId,
  });
  return {
    imageId,
    rows,
    columns,
    width: columns,
    height: rows,
    color: isColor,
    rgba: false,
    numberOfComponents: components,
    photometricInterpretation: isColor ? 'RGB' : 'MONOCHROME2',
    dataType: pixels.constructor.name,
    minPixelValue: minimum,
    maxPixelValue: maximum,
    windowCenter: window.center,
    windowWidth: window.width,
    voiLUTFunction: 'LINEAR',
    // The values are rescaled already; Cornerstone must not do it again.
    slope: 1,
    intercept: 0,
    preScale: { enabled: true, scaled: true, scalingParameters: { rescaleSlope: frame.slope, rescaleIntercept: frame.intercept, modality: frame.modality } },
    invert: frame.isInverted && !isColor,
    rowPixelSpacing: frame.rowSpacing ?? 1,
    columnPixelSpacing: frame.columnSpacing ?? 1,
    sizeInBytes: pixels.byteLength,
    getPixelData: () => pixels,
    getCanvas: undefined as never,
    voxelManager,
  } as unknown as Types.IImage;
}

function provide(type: string, imageId: string): unknown {
  const frame = typeof imageId === 'string' ? frames.get(imageId) : undefined;
  if (!frame) return undefined;
  switch (type) {
    case 'imagePixelModule':
      return {
        samplesPerPixel: 1,
        photometricInterpretation: 'MONOCHROME2',
        rows: frame.rows,
        columns: frame.columns,
        bitsAllocated: frame.bitsAllocated,
        bitsStored: frame.bitsStored,
        highBit: frame.bitsStored - 1,
        pixelRepresentation: frame.isSigned ? 1 : 0,
      };
    case 'generalSeriesModule':
      return { modality: frame.modality };
    case 'imagePlaneModule':
      return planeOf(frame);
    case 'voiLutModule':
      return frame.window ? { windowCenter: [frame.window.center], windowWidth: [frame.window.width] } : {};
    case 'modalityLutModule':
      return { rescaleSlope: frame.slope, rescaleIntercept: frame.intercept };
    case 'sopCommonModule':
      return { sopInstanceUID: frame.id };
    default:
      return undefined;
  }
}

function planeOf({ rows, columns, rowSpacing, columnSpacing, position, orientation, frameOfReference }: Frame) {
  const cosines = orientation ?? [1, 0, 0, 0, 1, 0];
  return {
    frameOfReferenceUID: frameOfReference ?? undefined,
    rows,
    columns,
    imageOrientationPatient: cosines,
    rowCosines: cosines.slice(0, 3),
    columnCosines: cosines.slice(3),
    imagePositionPatient: position ?? [0, 0, 0],
    pixelSpacing: [rowSpacing ?? 1, columnSpacing ?? 1],
    rowPixelSpacing: rowSpacing ?? 1,
    columnPixelSpacing: columnSpacing ?? 1,
    // Without a spacing, lengths are told in pixels.
    usingDefaultValues: !rowSpacing,
  };
}
