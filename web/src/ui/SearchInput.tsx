import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Typing rests this long before the server is asked. */
export const PAUSE_MS = 350;

type Props = { label: string; placeholder: string; value: string; onSearch: (words: string) => void };

/** Where one types what to search for; it follows when the words change elsewhere. */
export function SearchInput({ label, placeholder, value, onSearch }: Props) {
  const [words, setWords] = useState(value);
  const searchLater = useDebouncedCallback(onSearch, PAUSE_MS);
  useEffect(() => setWords(value), [value]);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Search size={16} />}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        searchLater(event.currentTarget.value.trim());
      }}
      style={{ flex: '1 1 220px' }}
    />
  );
}
