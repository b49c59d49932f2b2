import { day } from '@/ui/words';

/** What people call a study: its label, else its description, else its day. */
export const studyName = (study: { label?: string | null; description?: string | null; date?: string | null }) =>
  study.label || study.description || (study.date ? `Study of ${day(study.date)}` : 'Study');
