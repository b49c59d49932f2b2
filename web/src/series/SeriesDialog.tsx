import { Autocomplete, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import type { Stored } from '@/fields/draft';
import { RecordForm } from '@/fields/RecordForm';
import { useRecordForm } from '@/fields/useRecordForm';
import { MODALITIES } from '@/patients/filters';
import { FormModal } from '@/ui/FormModal';
import { tell } from '@/ui/outcome';
import { CREATE_SERIES, UPDATE_SERIES } from './documents';

export type EditedSeries = {
  id: string;
  version: number;
  label?: string | null;
  number?: number | null;
  modality?: string | null;
  description?: string | null;
  bodyPart?: string | null;
  laterality?: string | null;
  viewPosition?: string | null;
  fields: Stored[];
};
type Props = { opened: boolean; onClose: () => void; studyId: string; series?: EditedSeries; onConflict?: () => void; /** Instead of opening what is added. */ onAdded?: () => void };

const LATERALITIES = [
  { value: 'R', label: 'Right' },
  { value: 'L', label: 'Left' },
];
const VIEWS = ['CC', 'MLO', 'ML', 'LM', 'XCCL', 'AP', 'PA', 'LL', 'RL'];

/** Adds a series to the study, or edits the given one. */
export const SeriesDialog = ({ opened, ...rest }: Props) => (
  <FormModal title={rest.series ? 'Edit series' : 'Add series'} opened={opened} onClose={rest.onClose}>
    <SeriesForm {...rest} />
  </FormModal>
);

function SeriesForm({ studyId, series: shown, onClose, onConflict, onAdded }: Omit<Props, 'opened'>) {
  // The series as it was when the form opened: what others save meanwhile must not slip under it.
  const [series] = useState(shown);
  const navigate = useNavigate();
  const [, create] = useMutation(CREATE_SERIES);
  const [, update] = useMutation(UPDATE_SERIES);
  const form = useRecordForm('SERIES', series?.fields, onConflict);
  const [values, setValues] = useState({
    label: series?.label ?? '',
    modality: series?.modality ?? '',
    description: series?.description ?? '',
    bodyPart: series?.bodyPart ?? '',
    viewPosition: series?.viewPosition ?? '',
  });
  const [number, setNumber] = useState<number | string>(series?.number ?? '');
  const [laterality, setLaterality] = useState(series?.laterality ?? null);
  const set = (part: Partial<typeof values>) => setValues({ ...values, ...part });

  const submit = async () => {
    const texts = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trim() || null]));
    const own = { ...texts, number: number === '' ? null : Number(number), laterality };
    const id = await form.save(async (fields) => {
      if (series) {
        const { data, error } = await update({ input: { id: series.id, version: series.version, ...own, fields } });
        return { error, errors: data?.updateSeries.errors, id: data?.updateSeries.series?.id };
      }
      const { data, error } = await create({ input: { studyId, ...own, fields } });
      return { error, errors: data?.createSeries.errors, id: data?.createSeries.series?.id };
    });
    if (!id) return;
    tell(series ? 'The series is saved.' : 'The series is added.');
    onClose();
    if (series) return;
    if (onAdded) onAdded();
    else navigate(`/series/${id}`);
  };

  return (
    <RecordForm owner="SERIES" form={form} action={series ? 'Save' : 'Add series'} onSubmit={() => void submit()} onCancel={onClose}>
      <Group grow align="start">
        <TextInput label="Label" value={values.label} maxLength={200} onChange={(event) => set({ label: event.currentTarget.value })} error={form.refused.label} data-autofocus />
        <NumberInput label="Number" min={0} allowDecimal={false} value={number} onChange={setNumber} error={form.refused.number} />
      </Group>
      <TextInput label="Description" value={values.description} onChange={(event) => set({ description: event.currentTarget.value })} error={form.refused.description} />
      <Group grow align="start">
        <Autocomplete label="Modality" data={MODALITIES} value={values.modality} onChange={(modality) => set({ modality: modality.toUpperCase() })} error={form.refused.modality} />
        <TextInput label="Body part" value={values.bodyPart} onChange={(event) => set({ bodyPart: event.currentTarget.value })} error={form.refused.bodyPart} />
      </Group>
      <Group grow align="start">
        <Select label="Laterality" data={LATERALITIES} value={laterality} onChange={setLaterality} clearable error={form.refused.laterality} />
        <Autocomplete label="View position" data={VIEWS} value={values.viewPosition} onChange={(viewPosition) => set({ viewPosition })} error={form.refused.viewPosition} />
      </Group>
    </RecordForm>
  );
}
