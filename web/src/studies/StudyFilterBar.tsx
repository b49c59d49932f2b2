import { Button, Group, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { ModalityFilter } from '@/patients/ModalityFilter';
import { SearchInput } from '@/ui/SearchInput';
import { isFiltered, type StudyFilters } from './filters';

type Props = { filters: StudyFilters; search: string; onChange: (part: Partial<StudyFilters>) => void; onSearch: (words: string) => void };

export const StudyFilterBar = ({ filters, search, onChange, onSearch }: Props) => (
  <Group gap="sm" mb="md" role="search" aria-label="Studies" align="flex-end">
    <SearchInput label="Search studies" placeholder="Search by id or text" value={search} onSearch={onSearch} />
    <Group gap={6} wrap="nowrap" role="group" aria-label="Date of the study">
      <DayInput label="From" value={filters.from} latest={filters.to} onChange={(from) => onChange({ from })} />
      <span aria-hidden>–</span>
      <DayInput label="To" value={filters.to} earliest={filters.from} onChange={(to) => onChange({ to })} />
    </Group>
    <ModalityFilter value={filters.modalities} onChange={(modalities) => onChange({ modalities })} />
    {isFiltered(filters) && (
      <Button variant="subtle" leftSection={<X size={16} />} onClick={() => onChange({ from: null, to: null, modalities: [] })}>
        Clear filters
      </Button>
    )}
  </Group>
);

type DayProps = { label: string; value: string | null; earliest?: string | null; latest?: string | null; onChange: (day: string | null) => void };

const DayInput = ({ label, value, earliest, latest, onChange }: DayProps) => (
  <TextInput
    type="date"
    aria-label={label}
    value={value ?? ''}
    min={earliest ?? undefined}
    max={latest ?? undefined}
    w={148}
    onChange={(event) => onChange(event.currentTarget.value || null)}
  />
);
