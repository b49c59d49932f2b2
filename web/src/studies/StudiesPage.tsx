import { Button } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { FolderOpen, Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ExportButton } from '@/exports/ExportButton';
import { everyId } from '@/graphql/everyId';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { ListHeader } from '@/ui/ListHeader';
import { useListFilters } from '@/ui/useListFilters';
import { useTicked } from '@/ui/useTicked';
import { useColumns } from '@/views/useColumns';
import ViewMenu from '@/views/ViewMenu';
import { STUDIES, STUDY_IDS } from './documents';
import { fromAddress, isFiltered, toAddress, toFilter, toOrder } from './filters';
import { STUDY_COLUMNS } from './studyColumns';
import { StudyDialog } from './StudyDialog';
import { StudyFilterBar } from './StudyFilterBar';

const TickedStudies = lazy(() => import('./TickedStudies'));

/** `/studies`: the studies of all patients. */
export default function StudiesPage() {
  useDocumentTitle('Studies · Medical Hub');
  const { filters, search, change, setSearch, parameters, setParameters } = useListFilters({ fromAddress, toAddress });
  const mayWrite = useMay('PATIENT_WRITE');
  const mayExport = useMay('DATA_EXPORT');
  const [isAdding, adding] = useDisclosure();
  const { columns, withFields, menu } = useColumns('studies', 'STUDY', STUDY_COLUMNS);
  const filter = toFilter(filters);
  const pages = usePages(STUDIES, { filter, search: search || null, orderBy: toOrder(filters), withFields }, (data) => data.studies);
  const { ticked, selection, clear } = useTicked(pages.nodes, 'study');
  const narrowed = search !== '' || isFiltered(filters);
  return (
    <div className={styles.page}>
      <ListHeader title="Studies" total={pages.totalCount} isNarrowed={narrowed}>
        <ViewMenu {...menu} address={parameters.toString()} onOpen={(address) => setParameters(new URLSearchParams(address), search)} />
        <ExportButton
          what={{
            level: 'STUDY',
            count: pages.totalCount,
            read: (client) => everyId(client, STUDY_IDS, { filter, search: search || null }, (data) => data.studies),
          }}
        />
        {mayWrite && (
          <Button leftSection={<Plus size={18} />} onClick={adding.open}>
            Add study
          </Button>
        )}
      </ListHeader>
      <StudyFilterBar filters={filters} search={search} onChange={change} onSearch={setSearch} />
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Studies"
          columns={columns}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          sort={filters.sort}
          onSort={(sort) => change({ sort })}
          hasMore={pages.hasMore}
          onMore={pages.more}
          selection={mayExport ? selection : undefined}
          empty={
            narrowed ? (
              <Empty icon={FolderOpen} title="No study matches">
                Try fewer filters, or other words.
              </Empty>
            ) : (
              <Empty icon={FolderOpen} title="No studies yet">
                Studies come with uploaded images, or are added to a patient by hand.
              </Empty>
            )
          }
        />
      )}
      <Suspense>{ticked.length > 0 && <TickedStudies studies={ticked} onClear={clear} />}</Suspense>
      <StudyDialog opened={isAdding} onClose={adding.close} />
    </div>
  );
}
