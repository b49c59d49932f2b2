import { Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import type { Role, UserStatus } from '@/graphql/generated/graphql';
import { ROLES } from '@/roles/permissions';
import { number, sentenceCase } from '@/ui/words';
import { WAITING_COUNT } from './documents';
import { STATUS_NAMES, STATUSES, type UserFilters } from './filters';

/** Typing rests this long before the server is asked. */
const PAUSE_MS = 350;

type Props = { filters: UserFilters; search: string; onChange: (part: Partial<UserFilters & { search: string }>) => void };

export function UserFilterBar({ filters, search, onChange }: Props) {
  const [{ data }] = useQuery({ query: WAITING_COUNT, requestPolicy: 'cache-and-network' });
  const [words, setWords] = useState(search);
  const searchLater = useDebouncedCallback((text: string) => onChange({ search: text }), PAUSE_MS);
  useEffect(() => setWords(search), [search]);
  const waiting = data?.users.totalCount ?? 0;
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Users">
      <TextInput
        type="search"
        aria-label="Search users"
        placeholder="Search by name or address"
        leftSection={<Search size={16} />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          searchLater(event.currentTarget.value.trim());
        }}
        style={{ flex: '1 1 220px' }}
      />
      <NativeSelect
        aria-label="Role"
        value={filters.role ?? ''}
        onChange={(event) => onChange({ role: (event.currentTarget.value || null) as Role | null })}
        data={[{ value: '', label: 'Any role' }, ...ROLES.map((role) => ({ value: role, label: sentenceCase(role) }))]}
        w={170}
      />
      <SegmentedControl
        aria-label="Status"
        value={filters.status ?? ''}
        onChange={(status) => onChange({ status: (status || null) as UserStatus | null })}
        data={[
          { value: '', label: 'All' },
          ...STATUSES.map((status) => ({
            value: status,
            label: status === 'PENDING' && waiting > 0 ? `${STATUS_NAMES[status]} (${number(waiting)})` : STATUS_NAMES[status],
          })),
        ]}
      />
    </Group>
  );
}
