import { Button, Group, Title } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { Pencil, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { PatientDialog } from '@/patients/PatientDialog';
import { SeriesDialog } from '@/series/SeriesDialog';
import { useMay } from '@/session/useSession';
import { StudyDialog } from '@/studies/StudyDialog';
import layout from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { filesOfDrop } from '@/uploads/traverse';
import { useUploads } from '@/uploads/UploadProvider';
import { Contents } from './Contents';
import { DeleteEntry } from './DeleteEntry';
import { placeOf, targetOf, type Entry, type Place } from './entries';
import styles from './Folders.module.css';
import { RenameDialog } from './RenameDialog';
import { Tree } from './Tree';
import type { OnFiles } from './useFileDrop';
import { useCrumbs } from './usePlace';

const NEW: Record<Place['kind'], string | null> = { hub: 'New patient', patient: 'New study', study: 'New series', series: null };
/** What is added appears where one is. */
const stay = () => undefined;

/** `/images?at=<id>`: all images as folders of patients, studies and series. */
export default function FoldersPage() {
  const [parameters, setParameters] = useSearchParams();
  const place = placeOf(parameters.get('at'));
  const { crumbs, isGone } = useCrumbs(place);
  const [isEditing, editing] = useDisclosure();
  const [isAdding, adding] = useDisclosure();
  const [renamed, setRenamed] = useState<Entry | null>(null);
  const [victim, setVictim] = useState<Entry | null>(null);
  const { open: upload } = useUploads();
  const mayWrite = useMay('PATIENT_WRITE');
  const mayDelete = useMay(place.kind === 'series' ? 'IMAGE_DELETE' : 'PATIENT_DELETE');
  const mayUpload = useMay('IMAGE_UPLOAD');
  const name = crumbs?.at(-1)?.text ?? '';
  useDocumentTitle(`${place.id ? name : 'Images'} · Medical Hub`);

  const go = useCallback((id: string | null) => setParameters(id ? { at: id } : {}), [setParameters]);
  const { kind, id } = place;
  const drop: OnFiles = useCallback(
    (items, on) => {
      const target = on ? targetOf(on.kind, on.id, on.name) : targetOf(kind, id, name);
      if (target) void filesOfDrop(items).then((files) => upload(target, files));
    },
    [kind, id, name, upload],
  );
  const onFiles = mayUpload ? drop : undefined;
  if (isGone) return <NotFoundPage what={place.kind} />;
  return (
    <div className={layout.page}>
      <Group justify="space-between" mb="md">
        <Title order={1}>Images</Title>
        <Group gap="xs">
          {mayWrite && NEW[place.kind] && (
            <Button variant="default" leftSection={<Plus size={16} />} onClick={adding.open}>
              {NEW[place.kind]}
            </Button>
          )}
          {(mayWrite || mayDelete) && (
            <Button variant={isEditing ? 'filled' : 'default'} leftSection={<Pencil size={16} />} aria-pressed={isEditing} onClick={editing.toggle}>
              {isEditing ? 'Done' : 'Edit'}
            </Button>
          )}
        </Group>
      </Group>
      <div className={styles.columns}>
        <nav className={styles.side} aria-label="Folders">
          <Tree at={place.id} path={crumbs?.map((crumb) => crumb.id) ?? []} onOpen={go} onFiles={onFiles} />
        </nav>
        <Contents
          key={place.id}
          place={place}
          crumbs={crumbs}
          onGo={go}
          onFiles={onFiles}
          onRename={isEditing && mayWrite && place.kind !== 'series' ? setRenamed : undefined}
          onDelete={isEditing && mayDelete ? setVictim : undefined}
        />
      </div>
      {place.kind === 'hub' && <PatientDialog opened={isAdding} onClose={adding.close} onAdded={stay} />}
      {place.kind === 'patient' && <StudyDialog opened={isAdding} onClose={adding.close} patientId={place.id} onAdded={stay} />}
      {place.kind === 'study' && <SeriesDialog opened={isAdding} onClose={adding.close} studyId={place.id} onAdded={stay} />}
      {renamed && <RenameDialog entry={renamed} onClose={() => setRenamed(null)} />}
      {victim && <DeleteEntry entry={victim} onClose={() => setVictim(null)} />}
    </div>
  );
}
