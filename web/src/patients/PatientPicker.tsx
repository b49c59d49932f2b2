import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { PAUSE_MS } from '@/ui/SearchInput';
import { sentenceCase } from '@/ui/words';
import { FIND_PATIENTS } from './documents';

type Found = { id: string; label?: string | null; gender: string; age?: number | null };
type Props = { value: string | null; onChange: (id: string | null) => void; error?: string };

/** Finds a patient while one types: by id, label or any text that the server searches. */
export function PatientPicker({ value, onChange, error }: Props) {
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [asked] = useDebouncedValue(words.trim(), PAUSE_MS);
  // What the input shows of the chosen one is not something to search for.
  const search = chosen && asked === chosen.label ? null : asked || null;
  const [{ data, fetching }] = useQuery({ query: FIND_PATIENTS, variables: { search } });
  const found = (data?.patients.nodes ?? []).map((patient) => ({ value: patient.id, label: textOf(patient) }));
  const options = chosen && !found.some((option) => option.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label="Patient"
      placeholder="Type an id or a text"
      withAsterisk
      searchable
      data={options}
      filter={({ options: all }) => all}
      value={value}
      searchValue={words}
      onSearchChange={setWords}
      onChange={(id) => {
        setChosen(options.find((option) => option.value === id) ?? null);
        onChange(id);
      }}
      nothingFoundMessage={fetching ? 'Searching…' : 'No patient matches'}
      error={error}
      data-autofocus
    />
  );
}

/** `Case 3 · pat_… · Female, 61` */
function textOf({ id, label, gender, age }: Found): string {
  const facts = [gender === 'UNKNOWN' ? null : sentenceCase(gender), age].filter((fact) => fact != null).join(', ');
  return [label, id, facts].filter(Boolean).join(' · ');
}
