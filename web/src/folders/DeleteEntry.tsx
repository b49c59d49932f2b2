import { DeleteImage } from '@/images/DeleteImage';
import { DeletePatient } from '@/patients/DeletePatient';
import { DeleteSeries } from '@/series/DeleteSeries';
import { DeleteStudy } from '@/studies/DeleteStudy';
import type { Entry } from './entries';

/** Asks before an entry and all in it is deleted. */
export function DeleteEntry({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  switch (entry.kind) {
    case 'patient':
      return <DeletePatient patient={entry} onClose={onClose} />;
    case 'study':
      return <DeleteStudy study={entry} onClose={onClose} onDeleted={onClose} />;
    case 'series':
      return <DeleteSeries series={entry} onClose={onClose} onDeleted={onClose} />;
    case 'image':
      return <DeleteImage image={{ id: entry.id }} onClose={onClose} />;
  }
}
