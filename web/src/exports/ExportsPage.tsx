import { Anchor, Badge, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Download, PackageOpen, ShieldX } from 'lucide-react';
import { Link } from 'react-router';
import type { ExportStateFragment } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { CopyButton } from '@/ui/CopyButton';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { ListHeader } from '@/ui/ListHeader';
import { count, dayOf, moment } from '@/ui/words';
import { formatName, LEVEL_NAMES, LEVEL_PLURALS } from './choice';
import { EXPORT_JOBS } from './documents';
import { isRunning } from './useExportJob';

const COLUMNS: Column<ExportStateFragment>[] = [
  { id: 'created', header: 'Made', cell: (row) => <span className="numbers">{moment(row.createdAt)}</span> },
  { id: 'what', header: 'What', cell: (row) => count(row.total, LEVEL_NAMES[row.level], LEVEL_PLURALS[row.level]) },
  { id: 'format', header: 'Format', cell: (row) => formatName(row.format) },
  { id: 'state', header: 'State', cell: (row) => <State job={row} /> },
  {
    id: 'citation',
    header: 'Citation',
    cell: (row) => <CopyButton value={row.citation} label={`Copy the citation of ${row.id}`} />,
  },
  {
    id: 'download',
    header: <span className="visually-hidden">Download</span>,
    align: 'right',
    cell: (row) =>
      row.downloadUrl && (
        <Anchor href={row.downloadUrl} download size="sm" aria-label={`Download ${row.id}`} style={{ whiteSpace: 'nowrap' }}>
          <Download size={15} aria-hidden style={{ verticalAlign: '-2px' }} /> Download
        </Anchor>
      ),
  },
];

function State({ job }: { job: ExportStateFragment }) {
  if (isRunning(job)) return <Badge variant="light">Being made</Badge>;
  if (job.status !== 'COMPLETED') return <Badge variant="light" color="red">Broken off</Badge>;
  if (!job.downloadUrl) return <Text size="sm" c="dimmed">Expired</Text>;
  return <Text size="sm">Until {job.expiresAt ? dayOf(job.expiresAt) : 'it is deleted'}</Text>;
}

/** `/exports`: what was taken away, and what still can be. */
export default function ExportsPage() {
  return useMay('DATA_EXPORT') ? <Exports /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not export data" />;
}

function Exports() {
  useDocumentTitle('Exports · Medical Hub');
  const pages = usePages(EXPORT_JOBS, {}, (data) => data.exportJobs);
  return (
    <div className={styles.page}>
      <ListHeader title="Exports" total={pages.totalCount} isNarrowed={false} />
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Exports"
          columns={COLUMNS}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          hasMore={pages.hasMore}
          onMore={pages.more}
          empty={
            <Empty icon={PackageOpen} title="Nothing was exported yet" action={<Anchor component={Link} to="/patients">Go to the patients</Anchor>}>
              Every list has an Export button: choose the rows, the form and the columns, and download one archive.
            </Empty>
          }
        />
      )}
    </div>
  );
}
