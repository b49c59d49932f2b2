import { Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { Plus, UserRound, Users } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { number } from '@/ui/words';
import { PATIENTS } from './documents';
import { isFiltered, toFilter, toOrder } from './filters';
import { patientColumns, type PatientRow } from './patientColumns';
import { PatientFilterBar } from './PatientFilterBar';
import { usePatientFilters } from './usePatientFilters';

const PatientDialog = lazy(() => import('./PatientDialog').then(({ PatientDialog }) => ({ default: PatientDialog })));
const DeletePatient = lazy(() => import('./DeletePatient').then(({ DeletePatient }) => ({ default: DeletePatient })));

export default function PatientsPage() {
  useDocumentTitle('Patients · Medical Hub');
  const { filters, search, change, setSearch } = usePatientFilters();
  const mayWrite = useMay('PATIENT_WRITE');
  const mayDelete = useMay('PATIENT_DELETE');
  const [isAdding, adding] = useDisclosure(false, { onOpen: () => setOpened(true) });
  const [wasOpened, setOpened] = useState(false);
  const [victim, setVictim] = useState<PatientRow | null>(null);
  const columns = useMemo(() => patientColumns(mayDelete ? setVictim : null), [mayDelete]);
  const pages = usePages(
    PATIENTS,
    { filter: toFilter(filters), search: search || null, orderBy: toOrder(filters) },
    (data) => data.patients,
  );
  const narrowed = search !== '' || isFiltered(filters);
  return (
    <div className={styles.page}>
      <Group justify="space-between" mb="lg">
        <Group gap="sm" align="baseline">
          <Title order={1}>Patients</Title>
          {pages.totalCount !== null && (
            <Text c="dimmed" className="numbers" role="status">
              {number(pages.totalCount)}
              {narrowed && ' found'}
            </Text>
          )}
        </Group>
        {mayWrite && (
          <Button leftSection={<Plus size={18} />} onClick={adding.open}>
            Add patient
          </Button>
        )}
      </Group>
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
          empty={narrowed ? <NoneFound /> : <NoneYet onAdd={mayWrite ? adding.open : undefined} />}
        />
      )}
      <Suspense>
        {wasOpened && <PatientDialog opened={isAdding} onClose={adding.close} />}
        {victim && <DeletePatient patient={victim} onClose={() => setVictim(null)} />}
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
