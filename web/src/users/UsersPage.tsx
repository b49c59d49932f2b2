import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Plus, ShieldX, Users as UsersIcon } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { usePages } from '@/graphql/usePages';
import { useMay, useMe } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { FormModal } from '@/ui/FormModal';
import { number } from '@/ui/words';
import { AddUser } from './AddUser';
import { DeleteUser } from './DeleteUser';
import { USERS } from './documents';
import { EditUser } from './EditUser';
import { fromAddress, toAddress, type UserFilters } from './filters';
import { useAccept } from './useAccept';
import { useGrantableRoles } from './useGrantableRoles';
import { userColumns, type UserRow } from './userColumns';
import { UserFilterBar } from './UserFilterBar';

/** `/settings/users`: who may use the hub. */
export default function UsersPage() {
  return useMay('USER_MANAGE') ? <Users /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not manage users" />;
}

function Users() {
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const search = (useLocation().state as { search?: string } | null)?.search ?? '';
  const filters = useMemo(() => fromAddress(parameters), [parameters]);
  const [isAdding, adding] = useDisclosure();
  const [edited, setEdited] = useState<UserRow | null>(null);
  const [victim, setVictim] = useState<UserRow | null>(null);
  const pages = usePages(USERS, { ...filters, search: search || null }, (data) => data.users);
  const { accept, refusal } = useAccept();
  const roles = useGrantableRoles();
  const columns = useMemo(
    () => userColumns({ myId: me?.id ?? '', onAccept: accept, onRefuse: setVictim, onEdit: setEdited }),
    [me?.id, accept],
  );
  const change = useCallback(
    (part: Partial<UserFilters & { search: string }>) => {
      const next = { ...filters, search, ...part };
      setParameters(toAddress(next), { replace: true, state: { search: next.search } });
    },
    [filters, search, setParameters],
  );
  const isNarrowed = Boolean(search || filters.role || filters.status);
  return (
    <>
      <SettingsHeader title="Users" about="Who may use this hub, and as what.">
        <Button leftSection={<Plus size={18} />} onClick={adding.open}>
          Add user
        </Button>
      </SettingsHeader>
      <UserFilterBar filters={filters} search={search} onChange={change} />
      {refusal && (
        <Text c="red" role="alert" mb="sm">
          {refusal}
        </Text>
      )}
      {pages.totalCount !== null && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {number(pages.totalCount)} {isNarrowed ? 'found' : pages.totalCount === 1 ? 'account' : 'accounts'}
        </Text>
      )}
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Users"
          columns={columns}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          hasMore={pages.hasMore}
          onMore={pages.more}
          empty={
            filters.status === 'PENDING' ? (
              <Empty icon={UsersIcon} title="Nobody waits">
                Who signs up appears here until you accept or refuse.
              </Empty>
            ) : (
              <Empty icon={UsersIcon} title="No account matches">
                Try fewer filters, or other words.
              </Empty>
            )
          }
        />
      )}
      <FormModal title="Add user" opened={isAdding} onClose={adding.close}>
        <AddUser roles={roles} onClose={adding.close} />
      </FormModal>
      {edited && <EditUser user={edited} roles={roles} isMe={edited.id === me?.id} onClose={() => setEdited(null)} onDelete={() => setVictim(edited)} />}
      {victim && <DeleteUser user={victim} onClose={() => setVictim(null)} onDeleted={() => setEdited(null)} />}
    </>
  );
}
