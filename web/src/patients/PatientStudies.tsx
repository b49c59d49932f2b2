import { Anchor, Button, Group, Title } from '@mantine/core';
import { FolderOpen } from 'lucide-react';
import { Link } from 'react-router';
import type { PatientStudiesQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { Thumbnail } from '@/images/Thumbnail';
import { seriesName } from '@/series/seriesName';
import { useMay } from '@/session/useSession';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { day, number } from '@/ui/words';
import { PATIENT_STUDIES } from './documents';
import { Modalities } from './patientColumns';
import styles from './PatientStudies.module.css';

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
  { id: 'pictures', header: <span className="visually-hidden">Series</span>, cell: (row) => <Pictures study={row} /> },
  { id: 'description', header: 'Description', cell: (row) => row.label ?? row.description ?? '–' },
  { id: 'modalities', header: 'Modalities', cell: (row) => <Modalities of={row.modalities} /> },
  { id: 'images', header: 'Images', align: 'right', cell: (row) => number(row.imageCount) },
  { id: 'id', header: 'Study', cell: (row) => <span className="mono">{row.id}</span> },
];

/** The first series of a study, each by a picture that leads to it. */
const Pictures = ({ study }: { study: Row }) => (
  <Group gap={4} wrap="nowrap">
    {study.series?.nodes
      .filter(({ imageCount }) => imageCount > 0)
      .map((series) => (
        <Link key={series.id} to={`/series/${series.id}`} aria-label={`Series ${seriesName(series)}`} className={styles.picture}>
          <Thumbnail url={series.thumbnailUrl} alt="" className={styles.thumbnail} isDocument={!series.thumbnailUrl} />
        </Link>
      ))}
  </Group>
);

export function PatientStudies({ id, onAdd }: { id: string; onAdd?: () => void }) {
  const withImages = useMay('IMAGE_READ');
  const pages = usePages(PATIENT_STUDIES, { id, withImages }, (data) => data.patient?.studies);
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
