import { useExport } from '@/exports/ExportButton';
import SelectionBar from '@/ui/SelectionBar';
import { count } from '@/ui/words';

type Props = { studies: { id: string; imageCount: number }[]; onClear: () => void };

/** What can be done with the studies that are ticked. */
export default function TickedStudies({ studies, onClear }: Props) {
  const images = studies.reduce((sum, { imageCount }) => sum + Number(imageCount), 0);
  const { open, dialog } = useExport({ level: 'STUDY', count: studies.length, ids: studies.map(({ id }) => id) });
  return (
    <>
      <SelectionBar text={`${count(studies.length, 'study', 'studies')}, ${count(images, 'image')}`} onExport={open} onClear={onClear} />
      {dialog}
    </>
  );
}
