import { Button } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { Pencil } from 'lucide-react';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { ExportButton } from '@/exports/ExportButton';
import { FieldFacts } from '@/fields/FieldFacts';
import { SeriesImages } from '@/images/SeriesImages';
import { useMay } from '@/session/useSession';
import { ShareButton } from '@/shares/ShareButton';
import { studyName } from '@/studies/studyName';
import { DeleteButton } from '@/ui/DeleteButton';
import { Facts } from '@/ui/Facts';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { RecordHeader } from '@/ui/RecordHeader';
import { RecordLayout } from '@/ui/RecordLayout';
import { RecordSkeleton } from '@/ui/RecordSkeleton';
import { moment, nameOf, number } from '@/ui/words';
import { UploadButton } from '@/uploads/UploadButton';
import { DeleteSeries } from './DeleteSeries';
import { SERIES } from './documents';
import { seriesName } from './seriesName';
import { SeriesDialog } from './SeriesDialog';

const SIDES: Record<string, string> = { L: 'Left', R: 'Right', B: 'Both', U: 'Unpaired' };

export function SeriesPage() {
  const id = useParams().id ?? '';
  const navigate = useNavigate();
  const [{ data, error, fetching }, reload] = useQuery({ query: SERIES, variables: { id }, requestPolicy: 'cache-and-network' });
  const [isEditing, editing] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const mayWrite = useMay('PATIENT_WRITE');
  const mayDelete = useMay('PATIENT_DELETE');
  const series = data?.series;
  useDocumentTitle(`${series ? seriesName(series) : 'Series'} · Medical Hub`);
  if (error && !data) return <div className={styles.page}><Failure error={error} onRetry={reload} /></div>;
  if (!series) return fetching || !data ? <RecordSkeleton /> : <NotFoundPage what="series" />;
  const { study } = series;
  const target = { seriesId: series.id, name: seriesName(series) };
  return (
    <div className={styles.page}>
      <RecordHeader
        crumbs={[
          { to: '/patients', text: 'Patients' },
          { to: `/patients/${study.patient.id}`, text: nameOf(study.patient) },
          { to: `/studies/${study.id}`, text: studyName(study) },
        ]}
        title={seriesName(series)}
        id={series.id}
      >
        <UploadButton target={target} variant="default" />
        {series.imageCount > 0 && (
          <>
            <ShareButton id={series.id} name={seriesName(series)} />
            <ExportButton what={{ level: 'SERIES', count: 1, ids: [series.id] }} />
          </>
        )}
        {mayWrite && (
          <Button variant="default" leftSection={<Pencil size={16} />} onClick={editing.open}>
            Edit
          </Button>
        )}
        {mayDelete && <DeleteButton label="Delete series" onClick={deleting.open} />}
      </RecordHeader>
      <RecordLayout
        aside={
          <>
            <Facts
              title="Series"
              facts={[
                ['Number', series.number],
                ['Modality', series.modality],
                ['Description', series.description],
                ['Body part', series.bodyPart],
                ['Laterality', series.laterality && (SIDES[series.laterality] ?? series.laterality)],
                ['View', series.viewPosition],
                ['Images', number(series.imageCount)],
                ['Added', moment(series.createdAt)],
                ['Changed', moment(series.updatedAt)],
                ['Added by', series.createdBy?.name ?? series.createdBy?.email],
                ['UID', <span className="mono">{series.seriesInstanceUid}</span>],
              ]}
            />
            <FieldFacts fields={series.fields} />
          </>
        }
      >
        <SeriesImages id={series.id} target={target} />
      </RecordLayout>
      <SeriesDialog opened={isEditing} onClose={editing.close} studyId={study.id} series={series} onConflict={() => reload({ requestPolicy: 'network-only' })} />
      {isDeleting && <DeleteSeries series={series} onClose={deleting.close} onDeleted={() => navigate(`/studies/${study.id}`)} />}
    </div>
  );
}
