import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { USERS } from '@/users/documents';

/** Typing rests this long before the server is asked. */
const PAUSE_MS = 300;

/** Picks one account by name or address. */
export function PersonSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const [words, setWords] = useState('');
  const [search] = useDebouncedValue(words, PAUSE_MS);
  const [{ data }] = useQuery({ query: USERS, variables: { search: search || null } });
  const found = (data?.users.nodes ?? []).map(({ id, name, email }) => ({ value: id, label: name ? `${name} (${email})` : email }));
  const known = !value || found.some((each) => each.value === value) ? found : [{ value, label: value }, ...found];
  return (
    <Select
      label="Who"
      placeholder="Anybody"
      data={known}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      searchable
      clearable
      onSearchChange={setWords}
      // The server has searched already, by more than the label.
      filter={({ options }) => options}
      nothingFoundMessage="No account matches"
    />
  );
}
