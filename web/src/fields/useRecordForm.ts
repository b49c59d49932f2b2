import { useState } from 'react';
import type { CombinedError } from 'urql';
import type { FieldOwner, FieldValueInput } from '@/graphql/generated/graphql';
import { byPath, refusalOf } from '@/ui/outcome';
import { changes, draftOf, problems, type Draft, type Stored } from './draft';
import { useDefineChoices } from './useDefineChoices';

type UserError = { code: string; message: string; path?: string[] | null };
export type Sent = { error?: CombinedError; errors?: UserError[]; id?: string };

const CONFLICT = 'Someone else changed this in the meantime. Close, look at the new data, and edit again.';

/** The inputs that show what is refused of them: it is not said twice. */
const AT_FIELD = new Set(['age', 'label', 'date', 'description', 'number', 'modality', 'bodyPart', 'laterality', 'viewPosition']);

/** What the dialogs of patients, studies and series share: dynamic fields, saving, refusals and conflicts. */
export function useRecordForm(owner: FieldOwner, stored: Stored[] = [], onConflict?: () => void) {
  const defineChoices = useDefineChoices(owner);
  const [drafts, setDrafts] = useState<Draft[]>(() => stored.map(draftOf));
  const [wasChecked, setChecked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [isSaving, setSaving] = useState(false);
  const found = problems(drafts);

  const attempt = async (send: (fields: FieldValueInput[]) => Promise<Sent>): Promise<string | null> => {
    const notDefined = await defineChoices(drafts);
    if (notDefined) {
      setRefusal(notDefined);
      return null;
    }
    const { error, errors, id } = await send(changes(drafts, stored));
    const sentence = refusalOf({ error }, errors);
    if (sentence === null && id) return id;
    const isConflict = errors?.some(({ code }) => code === 'CONFLICT') ?? false;
    setRefused(byPath(errors));
    const isTold = errors?.length && errors.every(({ path }) => path?.length === 1 && AT_FIELD.has(path[0] ?? ''));
    setRefusal(isConflict ? CONFLICT : isTold ? null : (sentence ?? 'It could not be saved. Try again.'));
    if (isConflict) onConflict?.();
    return null;
  };

  /** Returns the id of the saved record, or null when the form says what to mend. */
  const save = async (send: (fields: FieldValueInput[]) => Promise<Sent>): Promise<string | null> => {
    setChecked(true);
    setRefusal(null);
    setRefused({});
    if (Object.keys(found).length) return null;
    setSaving(true);
    try {
      return await attempt(send);
    } finally {
      setSaving(false);
    }
  };

  return { drafts, setDrafts, problems: wasChecked ? found : {}, refusal, refused, isSaving, save };
}
