import { useState } from 'react';
import { AddToCollection } from '@/collections/AddToCollection';
import { useExport } from '@/exports/ExportButton';
import { useMay } from '@/session/useSession';
import SelectionBar from '@/ui/SelectionBar';
import { count } from '@/ui/words';

type Props = { patients: { id: string; imageCount: number }[]; onDelete?: () => void; onClear: () => void };

/** What can be done with the patients that are ticked. */
export default function TickedPatients({ patients, onDelete, onClear }: Props) {
  const images = patients.reduce((sum, { imageCount }) => sum + Number(imageCount), 0);
  const { open, dialog } = useExport({ level: 'PATIENT', count: patients.length, ids: patients.map(({ id }) => id) });
  const mayCollect = useMay('COLLECTION_WRITE');
  const [isCollecting, setCollecting] = useState(false);
  return (
    <>
      <SelectionBar text={`${count(patients.length, 'patient')}, ${count(images, 'image')}`} onExport={open} onCollect={mayCollect ? () => setCollecting(true) : undefined} onDelete={onDelete} onClear={onClear} />
      {dialog}
      {isCollecting && <AddToCollection ids={patients.map(({ id }) => id)} onClose={() => setCollecting(false)} />}
    </>
  );
}
