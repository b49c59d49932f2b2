import { expect, test } from 'vitest';
import { readHeader } from './header';

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const even = (text: string, pad = ' ') => (text.length % 2 ? text + pad : text);
const u16 = (value: number, little = true) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255]);
const u32 = (value: number, little = true) => (little ? [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24] : [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
const tag = (group: number, element: number, little = true) => [...u16(group, little), ...u16(element, little)];
const explicit = (group: number, element: number, vr: string, text: string, little = true) => [...tag(group, element, little), ...ascii(vr), ...u16(even(text).length, little), ...ascii(even(text))];
const implicit = (group: number, element: number, text: string) => [...tag(group, element), ...u32(even(text).length), ...ascii(even(text))];
const UNDEFINED = u32(0xffffffff);

/** A file in the transfer syntax with this dataset. */
const file = (syntax: string, dataset: number[]) => new Uint8Array([...Array<number>(128).fill(0), ...ascii('DICM'), ...explicit(2, 0x10, 'UI', even(syntax, '\0')), ...dataset]).buffer;

const FOUND = { patientId: 'P-1', patientName: 'Doe^Jane', studyInstanceUid: '1.2.3', studyDate: '20240301', studyDescription: 'Head', seriesInstanceUid: '1.2.3.4', modality: 'CT' };
// A sequence of undefined length with an item of undefined length in it, whose values must not be taken for the file's.
const SEQUENCE = (inner: number[]) => [...tag(0xfffe, 0xe000), ...UNDEFINED, ...inner, ...tag(0xfffe, 0xe00d), ...u32(0), ...tag(0xfffe, 0xe0dd), ...u32(0)];

test('an explicit header is read past sequences of undefined length', () => {
  const dataset = [
    ...explicit(8, 0x20, 'DA', '20240301'), ...explicit(8, 0x60, 'CS', 'CT'), ...explicit(8, 0x1030, 'LO', 'Head'),
    ...tag(8, 0x1140), ...ascii('SQ'), 0, 0, ...UNDEFINED, ...SEQUENCE(explicit(0x20, 0xd, 'UI', '9.9')),
    ...explicit(0x10, 0x10, 'PN', 'Doe^Jane'), ...explicit(0x10, 0x20, 'LO', 'P-1'),
    ...explicit(0x20, 0xd, 'UI', '1.2.3'), ...explicit(0x20, 0xe, 'UI', '1.2.3.4'), ...explicit(0x20, 0x11, 'IS', '7'),
  ];
  expect(readHeader(file('1.2.840.10008.1.2.1', dataset))).toEqual(FOUND);
});

test('an implicit header is read too', () => {
  const dataset = [
    ...implicit(8, 0x20, '20240301'), ...implicit(8, 0x60, 'CT'), ...implicit(8, 0x1030, 'Head'), ...tag(8, 0x1140), ...UNDEFINED, ...SEQUENCE(implicit(0x20, 0xd, '9.9')),
    ...implicit(0x10, 0x10, 'Doe^Jane'), ...implicit(0x10, 0x20, 'P-1'), ...implicit(0x20, 0xd, '1.2.3'), ...implicit(0x20, 0xe, '1.2.3.4'),
  ];
  expect(readHeader(file('1.2.840.10008.1.2', dataset))).toEqual(FOUND);
});

test('a big-endian header is read too', () => {
  const dataset = [...explicit(8, 0x60, 'CS', 'MR', false), ...explicit(0x20, 0xd, 'UI', '1.2.3', false)];
  expect(readHeader(file('1.2.840.10008.1.2.2', dataset))).toMatchObject({ modality: 'MR', studyInstanceUid: '1.2.3', patientId: '' });
});

test('what is no DICOM file, breaks off, or is packed is not guessed at', () => {
  expect(readHeader(new TextEncoder().encode('a letter, not an image'.repeat(20)).buffer as ArrayBuffer)).toBeNull();
  expect(readHeader(new ArrayBuffer(0))).toBeNull();
  expect(readHeader(file('1.2.840.10008.1.2.1', [...tag(8, 0x60), ...ascii('CS'), ...u16(400), 65]))).toBeNull();
  expect(readHeader(file('1.2.840.10008.1.2.1.99', [1, 2, 3, 4, 5, 6, 7, 8]))).toBeNull();
});
