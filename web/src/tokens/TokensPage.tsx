import { Badge, Button, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { KeyRound, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { ApiTokensQuery } from '@/graphql/generated/graphql';
import { permissionName } from '@/roles/permissions';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { FormModal } from '@/ui/FormModal';
import { refusalOf, tell } from '@/ui/outcome';
import { count, dayOf, moment } from '@/ui/words';
import { API_TOKENS, REVOKE_API_TOKEN } from './documents';
import { TokenForm } from './TokenForm';

type Row = ApiTokensQuery['apiTokens'][number];

/** `/settings/tokens`: what programs of the person present to the hub. */
export default function TokensPage() {
  const [{ data, error }, reload] = useQuery({ query: API_TOKENS, requestPolicy: 'cache-and-network' });
  const [isAdding, adding] = useDisclosure();
  const [victim, setVictim] = useState<Row | null>(null);
  const columns = useMemo(() => tokenColumns(setVictim), []);
  return (
    <>
      <SettingsHeader
        title="API tokens"
        about="A program that acts for you presents a token. It may do what you choose, never more than you, and nothing with your account."
      >
        <Button leftSection={<Plus size={18} />} onClick={adding.open}>
          New token
        </Button>
      </SettingsHeader>
      {error && !data ? (
        <Failure error={error} onRetry={reload} />
      ) : (
        <DataTable
          label="API tokens"
          columns={columns}
          rows={data?.apiTokens ?? []}
          isLoading={!data}
          empty={
            <Empty icon={KeyRound} title="No tokens yet">
              Make one for a script, a notebook or another system that is to use the hub without your password.
            </Empty>
          }
        />
      )}
      <FormModal title="New API token" opened={isAdding} onClose={adding.close}>
        <TokenForm onClose={adding.close} />
      </FormModal>
      {victim && <Revoke token={victim} onClose={() => setVictim(null)} />}
    </>
  );
}

function Revoke({ token, onClose }: { token: Row; onClose: () => void }) {
  const [, revoke] = useMutation(REVOKE_API_TOKEN);
  const confirm = async () => {
    const result = await revoke({ input: { id: token.id } });
    const refusal = refusalOf(result, result.data?.revokeApiToken.errors);
    if (!refusal) tell(`${token.name} is revoked.`);
    return refusal;
  };
  return (
    <ConfirmDelete title={`Revoke ${token.name}?`} action="Revoke" opened onClose={onClose} onConfirm={confirm}>
      Programs that present it are refused from their next request on. This cannot be undone.
    </ConfirmDelete>
  );
}

const tokenColumns = (onRevoke: (token: Row) => void): Column<Row>[] => [
  { id: 'name', header: 'Name', cell: (row) => <Text fw={500}>{row.name}</Text> },
  {
    id: 'permissions',
    header: 'May',
    cell: (row) => (
      <>
        <Tooltip multiline w={280} label={row.permissions.map(permissionName).join(', ')}>
          <span tabIndex={0}>{row.permissions.length === 1 ? permissionName(row.permissions[0]!) : count(row.permissions.length, 'thing')}</span>
        </Tooltip>
        {row.persistedOnly && (
          <Badge ml="xs" variant="light">
            Persisted only
          </Badge>
        )}
      </>
    ),
  },
  { id: 'used', header: 'Last used', cell: (row) => <span className="numbers">{row.lastUsedAt ? moment(row.lastUsedAt) : 'Never'}</span> },
  { id: 'expires', header: 'Expires', cell: (row) => <Expiry at={row.expiresAt} /> },
  {
    id: 'revoke',
    header: <span className="visually-hidden">Revoke</span>,
    align: 'right',
    cell: (row) => (
      <Button size="xs" variant="default" aria-label={`Revoke ${row.name}`} onClick={() => onRevoke(row)}>
        Revoke
      </Button>
    ),
  },
];

function Expiry({ at }: { at?: string | null }) {
  if (!at) return <>Never</>;
  const isOver = Date.parse(at) <= Date.now();
  return isOver ? (
    <Badge color="gray" variant="light" c="dimmed">
      Expired {dayOf(at)}
    </Badge>
  ) : (
    <span className="numbers">{dayOf(at)}</span>
  );
}
