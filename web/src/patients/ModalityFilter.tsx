import { MultiSelect } from '@mantine/core';
import { MODALITIES } from './filters';

type Props = { value: string[]; onChange: (modalities: string[]) => void };

/** Narrows a list to what has images of one of these modalities. */
export const ModalityFilter = ({ value, onChange }: Props) => (
  <MultiSelect
    aria-label="Modality"
    placeholder={value.length ? undefined : 'Any modality'}
    data={[...new Set([...MODALITIES, ...value])]}
    value={value}
    onChange={onChange}
    clearable
    searchable
    w={180}
  />
);
