import { Anchor, Button, Title } from '@mantine/core';
import { FolderOpen } from 'lucide-react';
import { Link } from 'react-router';
import type { PatientStudiesQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { day, number } from '@/ui/words';
import { PATIENT_STUDIES } from './documents';
import { Modalities } from './patientColumns';

type Row = NonNullable<PatientStudiesQuery['patient']>['studies']['nodes'][number];

const COLUMNS: Column<Row>[] = [
  {
    id: 'date',
    header: 'Date',
    cell: (row) => (
      <Anchor component={Link} to={`/studies/${row.id}`} fw={500} size="sm">
        {row.date ? day(row.date) : 'No date'}
      </Anchor>
    ),
  },
  { id: 'description', header: 'Description', cell: (row) => row.label ?? row.description ?? '–' },
  { id: 'modalities', header: 'Modalities', cell: (row) => <Modalities of={row.modalities} /> },
  { id: 'images', header: 'Images', align: 'right', cell: (row) => number(row.imageCount) },
  { id: 'id', header: 'Study', cell: (row) => <span className="mono">{row.id}</span> },
];

export function PatientStudies({ id, onAdd }: { id: string; onAdd?: () => void }) {
  const pages = usePages(PATIENT_STUDIES, { id }, (data) => data.patient?.studies);
  return (
    <section aria-labelledby="studies">
      <Title order={2} id="studies" mb="sm">
        Studies
      </Title>
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Studies"
          columns={COLUMNS}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          hasMore={pages.hasMore}
          onMore={pages.more}
          empty={
            <Empty icon={FolderOpen} title="No studies yet" action={onAdd && <Button onClick={onAdd}>Add study</Button>}>
              Studies come with uploaded images, or are added by hand.
            </Empty>
          }
        />
      )}
    </section>
  );
}
