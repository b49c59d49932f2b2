import { Badge, Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { PAUSE_MS, SearchInput } from '@/ui/SearchInput';
import { sentenceCase } from '@/ui/words';
import { GENDERS, isFiltered, type PatientFilters } from './filters';
import { ModalityFilter } from './ModalityFilter';
import type { Gender } from '@/graphql/generated/graphql';

type Props = {
  filters: PatientFilters;
  search: string;
  onChange: (part: Partial<PatientFilters>) => void;
  onSearch: (words: string) => void;
};

export function PatientFilterBar({ filters, search, onChange, onSearch }: Props) {
  const changeLater = useDebouncedCallback(onChange, PAUSE_MS);
  const clear = () => onChange({ genders: [], ageFrom: null, ageTo: null, modalities: [], collection: null });
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Patients" align="flex-end">
      <SearchInput label="Search patients" placeholder="Search by id or text" value={search} onSearch={onSearch} />
      <MultiSelect
        aria-label="Gender"
        placeholder={filters.genders.length ? undefined : 'Any gender'}
        data={GENDERS.map((gender) => ({ value: gender, label: sentenceCase(gender) }))}
        value={filters.genders}
        onChange={(genders) => onChange({ genders: genders as Gender[] })}
        clearable
        w={180}
      />
      <Group gap={6} wrap="nowrap" role="group" aria-label="Age">
        <AgeInput label="Age from" value={filters.ageFrom} onChange={(ageFrom) => changeLater({ ageFrom })} />
        <span aria-hidden>–</span>
        <AgeInput label="Age to" value={filters.ageTo} onChange={(ageTo) => changeLater({ ageTo })} />
      </Group>
      <ModalityFilter value={filters.modalities} onChange={(modalities) => onChange({ modalities })} />
      {filters.collection && (
        <Badge variant="light" size="lg">
          Of one collection
        </Badge>
      )}
      {isFiltered(filters) && (
        <Button variant="subtle" leftSection={<X size={16} />} onClick={clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}

type AgeProps = { label: string; value: number | null; onChange: (age: number | null) => void };

function AgeInput({ label, value, onChange }: AgeProps) {
  const [shown, setShown] = useState(String(value ?? ''));
  useEffect(() => setShown(String(value ?? '')), [value]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      maxLength={3}
      value={shown}
      w={96}
      onChange={(event) => {
        const digits = event.currentTarget.value.replace(/\D/g, '');
        setShown(digits);
        onChange(digits ? Number(digits) : null);
      }}
    />
  );
}
