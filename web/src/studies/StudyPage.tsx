import { Button } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { Columns2, Pencil, Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { ExportButton } from '@/exports/ExportButton';
import { FieldFacts } from '@/fields/FieldFacts';
import { Modalities } from '@/patients/patientColumns';
import { SeriesDialog } from '@/series/SeriesDialog';
import { useMay } from '@/session/useSession';
import { ShareButton } from '@/shares/ShareButton';
import { DeleteButton } from '@/ui/DeleteButton';
import { Facts } from '@/ui/Facts';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { RecordHeader } from '@/ui/RecordHeader';
import { RecordLayout } from '@/ui/RecordLayout';
import { RecordSkeleton } from '@/ui/RecordSkeleton';
import { day, moment, nameOf, number } from '@/ui/words';
import { UploadButton } from '@/uploads/UploadButton';
import { DeleteStudy } from './DeleteStudy';
import { STUDY } from './documents';
import { StudyDialog } from './StudyDialog';
import { studyName } from './studyName';
import { StudySeries } from './StudySeries';

const History = lazy(() => import('@/audit/History'));

export function StudyPage() {
  const id = useParams().id ?? '';
  const navigate = useNavigate();
  const [{ data, error, fetching }, reload] = useQuery({ query: STUDY, variables: { id }, requestPolicy: 'cache-and-network' });
  const [isEditing, editing] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const [isAdding, adding] = useDisclosure();
  const mayWrite = useMay('PATIENT_WRITE');
  const mayDelete = useMay('PATIENT_DELETE');
  const mayAudit = useMay('AUDIT_READ');
  const mayLook = useMay('IMAGE_READ');
  const study = data?.study;
  useDocumentTitle(`${study ? studyName(study) : 'Study'} · Medical Hub`);
  if (error && !data) return <div className={styles.page}><Failure error={error} onRetry={reload} /></div>;
  if (!study) return fetching || !data ? <RecordSkeleton /> : <NotFoundPage what="study" />;
  const { patient } = study;
  return (
    <div className={styles.page}>
      <RecordHeader
        crumbs={[
          { to: '/patients', text: 'Patients' },
          { to: `/patients/${patient.id}`, text: nameOf(patient) },
        ]}
        title={studyName(study)}
        id={study.id}
      >
        {mayLook && study.imageCount > 0 && (
          <Button component={Link} to={`/studies/${study.id}/view`} variant="default" leftSection={<Columns2 size={16} />}>
            Open viewer
          </Button>
        )}
        <UploadButton target={{ studyId: study.id, name: studyName(study) }} variant="default" />
        {study.imageCount > 0 && <ShareButton id={study.id} name={studyName(study)} />}
        <ExportButton what={{ level: 'STUDY', count: 1, ids: [study.id] }} />
        {mayWrite && (
          <Button variant="default" leftSection={<Pencil size={16} />} onClick={editing.open}>
            Edit
          </Button>
        )}
        {mayWrite && (
          <Button leftSection={<Plus size={18} />} onClick={adding.open}>
            Add series
          </Button>
        )}
        {mayDelete && <DeleteButton label="Delete study" onClick={deleting.open} />}
      </RecordHeader>
      <RecordLayout
        aside={
          <>
            <Facts
              title="Study"
              facts={[
                ['Date', day(study.date)],
                ['Description', study.description],
                ['Modalities', study.modalities.length ? <Modalities of={study.modalities} /> : null],
                ['Images', number(study.imageCount)],
                ['Added', moment(study.createdAt)],
                ['Changed', moment(study.updatedAt)],
                ['Added by', study.createdBy?.name ?? study.createdBy?.email],
                ['UID', <span className="mono">{study.studyInstanceUid}</span>],
              ]}
            />
            <FieldFacts fields={study.fields} />
            {mayAudit && (
              <Suspense>
                <History id={study.id} />
              </Suspense>
            )}
          </>
        }
      >
        <StudySeries id={study.id} onAdd={mayWrite ? adding.open : undefined} />
      </RecordLayout>
      <StudyDialog opened={isEditing} onClose={editing.close} patientId={patient.id} study={study} onConflict={() => reload({ requestPolicy: 'network-only' })} />
      <SeriesDialog opened={isAdding} onClose={adding.close} studyId={study.id} />
      {isDeleting && <DeleteStudy study={study} onClose={deleting.close} onDeleted={() => navigate(`/patients/${patient.id}`)} />}
    </div>
  );
}
