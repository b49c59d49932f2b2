/** What a summary of files needs of a DICOM header; empty where the file says nothing. */
export type Header = {
  patientId: string;
  patientName: string;
  studyInstanceUid: string;
  studyDate: string;
  studyDescription: string;
  seriesInstanceUid: string;
  modality: string;
};

const WANTED: Record<number, keyof Header> = {
  0x00080020: 'studyDate',
  0x00080060: 'modality',
  0x00081030: 'studyDescription',
  0x00100010: 'patientName',
  0x00100020: 'patientId',
  0x0020000d: 'studyInstanceUid',
  0x0020000e: 'seriesInstanceUid',
};
const LAST = 0x0020000e;
const CHARACTER_SET = 0x00080005;
const TRANSFER_SYNTAX = 0x00020010;
const IMPLICIT = '1.2.840.10008.1.2';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';
/** VRs whose length takes four bytes, PS3.5 7.1.2. */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNDEFINED = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PREAMBLE_BYTES = 128;

type Form = { isExplicit: boolean; isLittle: boolean };
type Element = { tag: number; start: number; length: number };

/**
 * The header of a DICOM file (PS3.10 7.1), read from its first bytes; null for what is none or cannot be read here.
 * Seven values are all that is wanted: the server reads files for good.
 */
export function readHeader(bytes: ArrayBuffer): Header | null {
  const view = new DataView(bytes);
  try {
    return textOf(view, PREAMBLE_BYTES, 4) === 'DICM' ? readFrom(view) : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // it breaks off
    throw error;
  }
}

function readFrom(view: DataView): Header | null {
  let at = PREAMBLE_BYTES + 4;
  let syntax = '';
  const meta: Form = { isExplicit: true, isLittle: true };
  while (view.getUint16(at, true) === 2) {
    const element = elementAt(view, at, meta);
    if (element.tag === TRANSFER_SYNTAX) syntax = textOf(view, element.start, element.length);
    at = element.start + element.length;
  }
  if (syntax === DEFLATED) return null;
  const form: Form = { isExplicit: syntax !== IMPLICIT, isLittle: syntax !== BIG_ENDIAN };
  const found: Header = { patientId: '', patientName: '', studyInstanceUid: '', studyDate: '', studyDescription: '', seriesInstanceUid: '', modality: '' };
  let encoding = 'latin1';
  while (at + 8 <= view.byteLength) {
    const element = elementAt(view, at, form);
    if (element.tag > LAST) break;
    const name = WANTED[element.tag];
    if (name) found[name] = textOf(view, element.start, element.length, encoding);
    if (element.tag === CHARACTER_SET && textOf(view, element.start, element.length).includes('ISO_IR 192')) encoding = 'utf-8';
    at = endOf(view, element, form);
  }
  return found.studyInstanceUid ? found : null;
}

function tagAt(view: DataView, at: number, isLittle: boolean): number {
  return view.getUint16(at, isLittle) * 0x10000 + view.getUint16(at + 2, isLittle);
}

function elementAt(view: DataView, at: number, { isExplicit, isLittle }: Form): Element {
  const tag = tagAt(view, at, isLittle);
  // Items and delimiters have no VR in any transfer syntax, PS3.5 7.5.
  if (!isExplicit || tag >= ITEM) return { tag, start: at + 8, length: view.getUint32(at + 4, isLittle) };
  const isLong = LONG.has(textOf(view, at + 4, 2));
  return isLong ? { tag, start: at + 12, length: view.getUint32(at + 8, isLittle) } : { tag, start: at + 8, length: view.getUint16(at + 6, isLittle) };
}

/** Where the next element begins; a sequence of undefined length is gone through item by item. */
function endOf(view: DataView, { start, length }: Element, form: Form): number {
  if (length !== UNDEFINED) return start + length;
  let at = start;
  for (;;) {
    const element = elementAt(view, at, form);
    if (element.tag === SEQUENCE_END || element.tag === ITEM_END) return element.start;
    at = endOf(view, element, form);
  }
}

function textOf(view: DataView, start: number, length: number, encoding = 'latin1'): string {
  if (start + length > view.byteLength) throw new RangeError('the value lies behind what was read');
  return new TextDecoder(encoding).decode(new Uint8Array(view.buffer, start, length)).replace(/[\0 ]+$/, '').trim();
}
