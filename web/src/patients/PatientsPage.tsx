import { Button, Skeleton } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { Plus, UserRound, Users } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Exported } from '@/exports/ExportButton';
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
import { PATIENT_IDS, PATIENTS } from './documents';
import { fromAddress, isFiltered, toAddress, toFilter, toOrder } from './filters';
import { deleteColumn, PATIENT_COLUMNS, type PatientRow } from './patientColumns';
import { PatientFilterBar } from './PatientFilterBar';

// What is not read at once comes a moment after the list.
const ExportButton = lazy(() => import('@/exports/ExportButton').then(({ ExportButton }) => ({ default: ExportButton })));
const PatientDialog = lazy(() => import('./PatientDialog').then(({ PatientDialog }) => ({ default: PatientDialog })));
const DeletePatient = lazy(() => import('./DeletePatient').then(({ DeletePatient }) => ({ default: DeletePatient })));
const DeletePatients = lazy(() => import('./DeletePatients').then(({ DeletePatients }) => ({ default: DeletePatients })));
const TickedPatients = lazy(() => import('./TickedPatients'));
const ViewMenu = lazy(() => import('@/views/ViewMenu'));

export default function PatientsPage() {
  useDocumentTitle('Patients · Medical Hub');
  const { filters, search, change, setSearch, parameters, setParameters } = useListFilters({ fromAddress, toAddress });
  const mayWrite = useMay('PATIENT_WRITE');
  const mayDelete = useMay('PATIENT_DELETE');
  const mayExport = useMay('DATA_EXPORT');
  const mayCollect = useMay('COLLECTION_WRITE');
  const [isAdding, adding] = useDisclosure(false, { onOpen: () => setOpened(true) });
  const [wasOpened, setOpened] = useState(false);
  const [victim, setVictim] = useState<PatientRow | null>(null);
  const [victims, setVictims] = useState<PatientRow[] | null>(null);
  const { columns: chosen, withFields, menu } = useColumns('patients', 'PATIENT', PATIENT_COLUMNS);
  const columns = useMemo(() => (mayDelete ? [...chosen, deleteColumn(setVictim)] : chosen), [mayDelete, chosen]);
  const filter = toFilter(filters);
  const pages = usePages(PATIENTS, { filter, search: search || null, orderBy: toOrder(filters), withFields }, (data) => data.patients);
  const { ticked, selection, clear } = useTicked(pages.nodes, 'patient');
  const narrowed = search !== '' || isFiltered(filters);
  const all: Exported = {
    level: 'PATIENT',
    count: pages.totalCount,
    ...(search ? { read: (client) => everyId(client, PATIENT_IDS, { filter, search }, (data) => data.patients) } : { filter }),
  };
  return (
    <div className={styles.page}>
      <ListHeader title="Patients" total={pages.totalCount} isNarrowed={narrowed}>
        <Suspense fallback={<Skeleton width={288} height={36} />}>
          <ViewMenu {...menu} address={parameters.toString()} onOpen={(address) => setParameters(new URLSearchParams(address), search)} />
          <ExportButton what={all} />
        </Suspense>
        {mayWrite && (
          <Button leftSection={<Plus size={18} />} onClick={adding.open}>
            Add patient
          </Button>
        )}
      </ListHeader>
      <PatientFilterBar filters={filters} search={search} onChange={change} onSearch={setSearch} />
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Patients"
          columns={columns}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          sort={filters.sort}
          onSort={(sort) => change({ sort })}
          hasMore={pages.hasMore}
          onMore={pages.more}
          selection={mayDelete || mayExport || mayCollect ? selection : undefined}
          empty={narrowed ? <NoneFound /> : <NoneYet onAdd={mayWrite ? adding.open : undefined} />}
        />
      )}
      <Suspense>
        {ticked.length > 0 && <TickedPatients patients={ticked} onDelete={mayDelete ? () => setVictims(ticked) : undefined} onClear={clear} />}
        {wasOpened && <PatientDialog opened={isAdding} onClose={adding.close} />}
        {victim && <DeletePatient patient={victim} onClose={() => setVictim(null)} />}
        {victims && <DeletePatients patients={victims} onClose={() => setVictims(null)} />}
      </Suspense>
    </div>
  );
}

const NoneFound = () => (
  <Empty icon={UserRound} title="No patient matches">
    Try fewer filters, or other words.
  </Empty>
);

function NoneYet({ onAdd }: { onAdd?: () => void }) {
  const mayUpload = useMay('IMAGE_UPLOAD');
  return (
    <Empty
      icon={Users}
      title="No patients yet"
      action={
        onAdd && (
          <Button variant="default" onClick={onAdd}>
            Add a patient by hand
          </Button>
        )
      }
    >
      {mayUpload
        ? 'Press Upload at the top and choose a folder of DICOM files: the hub takes out what identifies people, and files the images by patient, study and series.'
        : 'As soon as a doctor uploads images, their patients appear here.'}
    </Empty>
  );
}
