import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from 'urql';
import type { Role, UserStatus } from '@/graphql/generated/graphql';
import { ROLES } from '@/roles/permissions';
import { SearchInput } from '@/ui/SearchInput';
import { number, sentenceCase } from '@/ui/words';
import { WAITING_COUNT } from './documents';
import { STATUS_NAMES, STATUSES, type UserFilters } from './filters';

type Props = { filters: UserFilters; search: string; onChange: (part: Partial<UserFilters & { search: string }>) => void };

export function UserFilterBar({ filters, search, onChange }: Props) {
  const [{ data }] = useQuery({ query: WAITING_COUNT, requestPolicy: 'cache-and-network' });
  const waiting = data?.users.totalCount ?? 0;
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Users">
      <SearchInput label="Search users" placeholder="Search by name or address" value={search} onSearch={(text) => onChange({ search: text })} />
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
