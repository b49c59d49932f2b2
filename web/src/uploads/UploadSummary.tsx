import { Group, ScrollArea, Table, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { count, day, number } from '@/ui/words';
import { summarise, type Summary } from './summary';
import type { Chosen } from './target';

/** More rows than this nobody reads before an upload. */
const MOST_ROWS = 200;

/** What is in the chosen files, read on this computer before anything leaves it. */
export function UploadSummary({ files }: { files: Chosen[] }) {
  const [summary, setSummary] = useState<Summary | null>(null);
  const [read, setRead] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setSummary(null);
    setRead(0);
    void summarise(files, setRead, abort.signal).then((found) => found && setSummary(found));
    return () => abort.abort();
  }, [files]);
  if (!summary) {
    return (
      <Text size="sm" c="dimmed" role="status">
        Reading on this computer what is in them: {number(read)} of {count(files.length, 'file')}
      </Text>
    );
  }
  return (
    <section aria-label="What is in the files">
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600} role="status">
          {sentenceOf(summary)}
        </Text>
        <Text size="xs" c="dimmed">
          Read on this computer. Nothing has left it yet.
        </Text>
      </Group>
      {summary.studies.length > 0 && (
        <ScrollArea.Autosize mah={200} type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Studies in the files' }}>
          <Table verticalSpacing={4} fz="sm" aria-label="Studies in the files" stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Patient</Table.Th>
                <Table.Th>Date</Table.Th>
                <Table.Th>Study</Table.Th>
                <Table.Th ta="right">Series</Table.Th>
                <Table.Th ta="right">Images</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {summary.studies.slice(0, MOST_ROWS).map((study) => (
                <Table.Tr key={study.studyInstanceUid}>
                  <Table.Td>{study.patient}</Table.Td>
                  <Table.Td>{study.date ? day(study.date) : '–'}</Table.Td>
                  <Table.Td>{[study.modalities.join(', '), study.description].filter(Boolean).join(' · ')}</Table.Td>
                  <Table.Td ta="right">{number(study.series)}</Table.Td>
                  <Table.Td ta="right">{number(study.files)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
      {summary.archives > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {count(summary.archives, 'archive')}: the hub looks into {summary.archives === 1 ? 'it' : 'them'}.
        </Text>
      )}
      {summary.others > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {count(summary.others, 'file')} that this page cannot read as DICOM: the hub tries, and skips what is no image.
        </Text>
      )}
    </section>
  );
}

/** `2 patients, 3 studies, 5 series, 40 images` */
const sentenceOf = ({ patients, studies, series, images }: Summary) =>
  images === 0
    ? 'No DICOM images seen'
    : [count(patients, 'patient'), count(studies.length, 'study', 'studies'), count(series, 'series', 'series'), count(images, 'image')].join(', ');
