import { Anchor, Badge, Button, Text } from '@mantine/core';
import { Link2, ShieldX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import { pageOf } from '@/audit/actions';
import type { SharesQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { refusalOf, tell } from '@/ui/outcome';
import { dayOf, moment, number } from '@/ui/words';
import { REVOKE_SHARE, SHARES } from './documents';

type Row = SharesQuery['shares']['nodes'][number];

/** `/settings/shares`: the links that one made, and how often they were opened. */
export default function SharesPage() {
  return useMay('SHARE') ? <Shares /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not share" />;
}

function Shares() {
  const pages = usePages(SHARES, {}, (data) => data.shares);
  const [victim, setVictim] = useState<Row | null>(null);
  const columns = useMemo(() => columnsOf(setVictim), []);
  return (
    <>
      <SettingsHeader title="Shared links" about="Links to one study or series for people without an account. One that is revoked shows nothing more, from the next request on." />
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Shared links"
          columns={columns}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          hasMore={pages.hasMore}
          onMore={pages.more}
          empty={
            <Empty icon={Link2} title="No links yet">
              Every study and series has a Share button.
            </Empty>
          }
        />
      )}
      {victim && <Revoke share={victim} onClose={() => setVictim(null)} />}
    </>
  );
}

const isOver = ({ revokedAt, expiresAt }: Row) => revokedAt != null || Date.parse(expiresAt) < Date.now();

const columnsOf = (onRevoke: (row: Row) => void): Column<Row>[] => [
  {
    id: 'what',
    header: 'What',
    cell: (row) => (
      <Anchor component={Link} to={pageOf(row.objectId) ?? '/'} size="sm" className="mono">
        {row.objectId}
      </Anchor>
    ),
  },
  { id: 'note', header: 'For', cell: (row) => row.note || '–' },
  { id: 'how', header: 'How', cell: (row) => [row.hasPassword && 'password', row.mayDownload && 'downloads'].filter(Boolean).join(', ') || 'looking only' },
  {
    id: 'opened',
    header: 'Opened',
    cell: (row) => (
      <Text size="sm" title={row.lastOpenedAt ? `Last ${moment(row.lastOpenedAt)}` : undefined}>
        {number(row.opened)} times
      </Text>
    ),
  },
  {
    id: 'until',
    header: 'Until',
    cell: (row) =>
      row.revokedAt ? (
        <Badge variant="light" color="gray">
          Revoked
        </Badge>
      ) : (
        <span className="numbers">{dayOf(row.expiresAt)}</span>
      ),
  },
  {
    id: 'revoke',
    header: <span className="visually-hidden">Revoke</span>,
    align: 'right',
    cell: (row) =>
      !isOver(row) && (
        <Button size="compact-sm" variant="subtle" color="red" aria-label={`Revoke the link to ${row.objectId}`} onClick={() => onRevoke(row)}>
          Revoke
        </Button>
      ),
  },
];

function Revoke({ share, onClose }: { share: Row; onClose: () => void }) {
  const [, revoke] = useMutation(REVOKE_SHARE);
  const confirm = async () => {
    const result = await revoke({ input: { id: share.id } });
    const refusal = refusalOf(result, result.data?.revokeShare.errors);
    if (refusal === null) tell('The link is revoked.');
    return refusal;
  };
  return (
    <ConfirmDelete title="Revoke this link?" action="Revoke" opened onClose={onClose} onConfirm={confirm}>
      Whoever has it sees nothing more of {share.objectId}.
    </ConfirmDelete>
  );
}
