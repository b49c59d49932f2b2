import { Anchor, Group, Stack, Table, TextInput } from '@mantine/core';
import { Download, Search } from 'lucide-react';
import { useState } from 'react';
import { bytes } from '@/ui/words';
import type { ShownImage } from './ViewerPage';

/** The values that are left in the header, by keyword, and the file itself. */
export function AttributeList({ image }: { image: ShownImage }) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const hasPixels = image.frames > 0;
  const facts: [string, unknown][] = [
    ['Kind', image.sopClassName],
    ...(hasPixels ? pixelFacts(image) : []),
    ['File', bytes(image.fileSize)],
    ...Object.entries(image.attributes),
  ];
  const found = facts.filter(([name, value]) => `${name} ${textOf(value)}`.toLowerCase().includes(wanted));
  return (
    <Stack gap="sm">
      <Group gap="lg">
        <Download size={16} aria-hidden />
        <Anchor href={image.dicomUrl} download size="sm" c="hub.3">
          DICOM
        </Anchor>
        {hasPixels && (
          <Anchor href={image.tiffUrl} download size="sm" c="hub.3">
            TIFF
          </Anchor>
        )}
      </Group>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search the attributes"
        placeholder="Search attributes"
        leftSection={<Search size={14} />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Table verticalSpacing={3} horizontalSpacing={0} fz="xs" aria-label="Attributes">
        <Table.Tbody>
          {found.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td c="gray.4" pr="sm" style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{textOf(value)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

const pixelFacts = (image: ShownImage): [string, unknown][] => [
  ['Size', `${image.columns} × ${image.rows}${image.frames > 1 ? `, ${image.frames} frames` : ''}`],
  ['Pixels', `${image.bitsStored} bit ${image.photometricInterpretation}`],
];

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(' \\ ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
