import { items, text, type Attribute, type Dataset } from './dicomJson';

/** A line of a report: how deep it lies in the tree, what it is about, and what it says. */
export type Line = { depth: number; name: string; value: string };

/** The content of a structured report, PS3.3 C.17.3; empty for objects of other kinds. */
export const outlineOf = (dataset: Dataset): Line[] => items(dataset, '0040A730').flatMap((item) => linesOf(item, 0));

function linesOf(item: Dataset, depth: number): Line[] {
  const name = meaning(item, '0040A043');
  const value = valueOf(item);
  const below = items(item, '0040A730');
  // A container without a name only holds others together.
  if (!name && !value) return below.flatMap((each) => linesOf(each, depth));
  return [{ depth, name, value }, ...below.flatMap((each) => linesOf(each, depth + 1))];
}

const meaning = (item: Dataset, tag: string) => text(items(item, tag)[0] ?? {}, '00080104') ?? '';

function valueOf(item: Dataset): string {
  switch (text(item, '0040A040')) {
    case 'TEXT':
      return text(item, '0040A160') ?? '';
    case 'CODE':
      return meaning(item, '0040A168');
    case 'NUM':
      return measured(items(item, '0040A300')[0]);
    case 'PNAME':
      return nameOf(item['0040A123']);
    case 'DATE':
      return text(item, '0040A121') ?? '';
    case 'TIME':
      return text(item, '0040A122') ?? '';
    case 'DATETIME':
      return text(item, '0040A120') ?? '';
    case 'UIDREF':
      return text(item, '0040A124') ?? '';
    case 'IMAGE':
    case 'WAVEFORM':
    case 'COMPOSITE':
      return text(items(item, '00081199')[0] ?? {}, '00081155') ?? '';
    case 'SCOORD':
    case 'SCOORD3D':
      return (text(item, '00700023') ?? '').toLowerCase();
    default:
      return '';
  }
}

const nameOf = (attribute: Attribute | undefined) => (attribute?.Value?.[0] as { Alphabetic?: string } | undefined)?.Alphabetic ?? '';

function measured(value: Dataset | undefined): string {
  const unit = text(items(value ?? {}, '004008EA')[0] ?? {}, '00080100') ?? '';
  return value ? `${text(value, '0040A30A') ?? ''} ${unit === '1' ? '' : unit}`.trim() : '';
}
