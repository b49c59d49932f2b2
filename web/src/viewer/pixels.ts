import type { Frame, Window } from './stack';

export type Pixels = Uint8Array | Uint16Array | Int16Array | Float32Array;
export type Decoded = { pixels: Pixels; isColor: boolean; minimum: number; maximum: number; window: Window };

type Shape = Pick<Frame, 'rows' | 'columns' | 'bitsStored' | 'isSigned' | 'slope' | 'intercept' | 'window'>;

/** A frame as the server sends it, little endian, to values that can be drawn: after the modality rescale. */
export function decode(bytes: ArrayBuffer, shape: Shape): Decoded {
  const count = shape.rows * shape.columns;
  const perPixel = bytes.byteLength / count;
  if (perPixel === 3 || perPixel === 6) return color(bytes, perPixel, shape.bitsStored);
  const stored = storedValues(bytes, perPixel, shape.isSigned);
  const pixels = rescale(stored, shape.slope, shape.intercept);
  const { minimum, maximum } = extent(pixels);
  return { pixels, isColor: false, minimum, maximum, window: shape.window ?? autoWindow(pixels, minimum, maximum) };
}

function color(bytes: ArrayBuffer, perPixel: number, bitsStored: number): Decoded {
  const pixels = perPixel === 3 ? new Uint8Array(bytes) : Uint8Array.from(new Uint16Array(bytes), (value) => value >> (bitsStored - 8));
  return { pixels, isColor: true, minimum: 0, maximum: 255, window: { center: 128, width: 256 } };
}

type Stored = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

function storedValues(bytes: ArrayBuffer, perPixel: number, isSigned: boolean): Stored {
  switch (perPixel) {
    case 1:
      return isSigned ? new Int8Array(bytes) : new Uint8Array(bytes);
    case 2:
      return isSigned ? new Int16Array(bytes) : new Uint16Array(bytes);
    case 4:
      return isSigned ? new Int32Array(bytes) : new Uint32Array(bytes);
    default:
      throw new Error('The frame has another size than its header says.');
  }
}

/** The smallest kind of array that holds `slope * value + intercept` exactly; floats where it is not whole. */
function rescale(stored: Stored, slope: number, intercept: number): Pixels {
  if (slope === 1 && intercept === 0 && !(stored instanceof Int8Array) && stored.BYTES_PER_ELEMENT < 4) {
    return stored as Uint8Array | Uint16Array | Int16Array;
  }
  const whole = Number.isInteger(slope) && Number.isInteger(intercept);
  const { minimum, maximum } = extent(stored);
  const ends = [slope * minimum + intercept, slope * maximum + intercept];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const Kind = whole && low >= -32768 && high <= 32767 ? Int16Array : whole && low >= 0 && high <= 65535 ? Uint16Array : Float32Array;
  const pixels = new Kind(stored.length);
  for (let index = 0; index < stored.length; index += 1) pixels[index] = slope * (stored[index] ?? 0) + intercept;
  return pixels;
}

function extent(pixels: Pixels | Stored): { minimum: number; maximum: number } {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < pixels.length; index += 1) {
    const value = pixels[index] as number;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}

/** About this many pixels are enough to see how bright an image is. */
const SAMPLE = 20_000;

/** Where the header gives no window: from the 1st to the 99th percentile. */
export function autoWindow(pixels: Pixels, minimum: number, maximum: number): Window {
  const step = Math.max(1, Math.floor(pixels.length / SAMPLE));
  const sample: number[] = [];
  for (let index = 0; index < pixels.length; index += step) sample.push(pixels[index] as number);
  sample.sort((one, other) => one - other);
  let low = sample[Math.floor(sample.length * 0.01)] ?? minimum;
  let high = sample[Math.floor(sample.length * 0.99)] ?? maximum;
  if (high <= low) [low, high] = [minimum, maximum];
  return { center: (low + high) / 2, width: Math.max(1, high - low) };
}
