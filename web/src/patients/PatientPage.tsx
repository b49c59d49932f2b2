import { Button } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { Pencil, Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { ExportButton } from '@/exports/ExportButton';
import { FieldFacts } from '@/fields/FieldFacts';
import { useMay } from '@/session/useSession';
import { StudyDialog } from '@/studies/StudyDialog';
import { DeleteButton } from '@/ui/DeleteButton';
import { Facts } from '@/ui/Facts';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { RecordHeader } from '@/ui/RecordHeader';
import { RecordLayout } from '@/ui/RecordLayout';
import { RecordSkeleton } from '@/ui/RecordSkeleton';
import { moment, nameOf, number, sentenceCase } from '@/ui/words';
import { UploadButton } from '@/uploads/UploadButton';
import { DeletePatient } from './DeletePatient';
import { PATIENT } from './documents';
import { PatientDialog } from './PatientDialog';
import { PatientStudies } from './PatientStudies';
import { Modalities } from './patientColumns';

const PatientPrivacy = lazy(() => import('@/privacy/PatientPrivacy'));
const History = lazy(() => import('@/audit/History'));

export function PatientPage() {
  const id = useParams().id ?? '';
  const navigate = useNavigate();
  const [{ data, error, fetching }, reload] = useQuery({ query: PATIENT, variables: { id }, requestPolicy: 'cache-and-network' });
  const [isEditing, editing] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const [isAdding, adding] = useDisclosure();
  const mayWrite = useMay('PATIENT_WRITE');
  const mayDelete = useMay('PATIENT_DELETE');
  const mayAudit = useMay('AUDIT_READ');
  const mayManagePrivacy = useMay('PRIVACY_MANAGE');
  const patient = data?.patient;
  useDocumentTitle(`${patient ? nameOf(patient) : 'Patient'} · Medical Hub`);
  if (error && !data) return <div className={styles.page}><Failure error={error} onRetry={reload} /></div>;
  if (!patient) return fetching || !data ? <RecordSkeleton /> : <NotFoundPage what="patient" />;
  return (
    <div className={styles.page}>
      <RecordHeader crumbs={[{ to: '/patients', text: 'Patients' }]} title={nameOf(patient)} id={patient.id}>
        <UploadButton target={{ patientId: patient.id, name: nameOf(patient) }} variant="default" />
        <ExportButton what={{ level: 'PATIENT', count: 1, ids: [patient.id] }} />
        {mayWrite && (
          <Button variant="default" leftSection={<Pencil size={16} />} onClick={editing.open}>
            Edit
          </Button>
        )}
        {mayWrite && (
          <Button leftSection={<Plus size={18} />} onClick={adding.open}>
            Add study
          </Button>
        )}
        {mayDelete && <DeleteButton label="Delete patient" onClick={deleting.open} />}
      </RecordHeader>
      <RecordLayout
        aside={
          <>
            <Facts
              title="Patient"
              facts={[
                ['Gender', sentenceCase(patient.gender)],
                ['Age', patient.age == null ? null : `${patient.age} years`],
                ['Modalities', patient.modalities.length ? <Modalities of={patient.modalities} /> : null],
                ['Images', number(patient.imageCount)],
                ['Added', moment(patient.createdAt)],
                ['Changed', moment(patient.updatedAt)],
                ['Added by', patient.createdBy?.name ?? patient.createdBy?.email],
              ]}
            />
            <FieldFacts fields={patient.fields} />
            {mayAudit && (
              <Suspense>
                <History id={patient.id} />
              </Suspense>
            )}
            {mayManagePrivacy && (
              <Suspense>
                <PatientPrivacy patient={patient} />
              </Suspense>
            )}
          </>
        }
      >
        <PatientStudies id={patient.id} onAdd={mayWrite ? adding.open : undefined} />
      </RecordLayout>
      <PatientDialog opened={isEditing} onClose={editing.close} patient={patient} onConflict={() => reload({ requestPolicy: 'network-only' })} />
      <StudyDialog opened={isAdding} onClose={adding.close} patientId={patient.id} />
      {isDeleting && <DeletePatient patient={patient} onClose={deleting.close} onDeleted={() => navigate('/patients')} />}
    </div>
  );
}
