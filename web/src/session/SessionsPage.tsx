import { Badge, Button, Group, Text } from '@mantine/core';
import { LogOut, MonitorSmartphone } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { SessionsQuery } from '@/graphql/generated/graphql';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { refusalOf, tell } from '@/ui/outcome';
import { count, moment } from '@/ui/words';
import { programOf } from './client';
import { END_OTHER_SESSIONS, END_SESSION, SESSIONS } from './documents';

type Row = SessionsQuery['sessions'][number];

/** `/settings/sessions`: where the person is signed in. */
export default function SessionsPage() {
  const [{ data, error }, reload] = useQuery({ query: SESSIONS, requestPolicy: 'cache-and-network' });
  const [, end] = useMutation(END_SESSION);
  const [, endOthers] = useMutation(END_OTHER_SESSIONS);
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const columns = useMemo(
    () =>
      sessionColumns(async (session) => {
        const result = await end({ input: { id: session.id } });
        const refused = refusalOf(result, result.data?.endSession.errors);
        setRefusal(refused);
        if (!refused) tell(`${programOf(session.client)} is signed out.`);
      }),
    [end],
  );
  const others = data?.sessions.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  const confirm = async () => {
    const result = await endOthers({});
    const refused = refusalOf(result, result.data?.endOtherSessions.errors);
    if (!refused) tell(`${count(result.data?.endOtherSessions.ended ?? 0, 'session')} ended.`);
    return refused;
  };
  return (
    <>
      <SettingsHeader title="Sessions" about="Where you are signed in. Sign out what you do not know, and then change your password.">
        {others > 0 && (
          <Button variant="default" leftSection={<LogOut size={16} />} onClick={() => setAsking(true)}>
            Sign out all others
          </Button>
        )}
      </SettingsHeader>
      {refusal && (
        <Text c="red" role="alert" mb="sm">
          {refusal}
        </Text>
      )}
      {error && !data ? (
        <Failure error={error} onRetry={reload} />
      ) : (
        <DataTable
          label="Sessions"
          columns={columns}
          rows={data?.sessions ?? []}
          isLoading={!data}
          empty={<Empty icon={MonitorSmartphone} title="No session is open" />}
        />
      )}
      <ConfirmDelete title="Sign out all others?" action="Sign out" opened={isAsking} onClose={() => setAsking(false)} onConfirm={confirm}>
        {count(others, 'other browser or program', 'other browsers and programs')} must sign in again. You stay signed in here.
      </ConfirmDelete>
    </>
  );
}

const sessionColumns = (onEnd: (session: Row) => Promise<void>): Column<Row>[] => [
  {
    id: 'client',
    header: 'Browser or program',
    cell: (row) => (
      <Group gap="xs">
        <span title={row.client}>{programOf(row.client)}</span>
        {row.isCurrent && (
          <Badge color="teal" variant="light">
            This one
          </Badge>
        )}
      </Group>
    ),
  },
  { id: 'address', header: 'Address', cell: (row) => <span className="mono">{row.address || '–'}</span> },
  { id: 'began', header: 'Signed in', cell: (row) => <span className="numbers">{moment(row.createdAt)}</span> },
  { id: 'used', header: 'Last used', cell: (row) => <span className="numbers">{moment(row.lastUsedAt)}</span> },
  {
    id: 'end',
    header: <span className="visually-hidden">Sign out</span>,
    align: 'right',
    cell: (row) =>
      row.isCurrent ? null : (
        <Button size="xs" variant="default" aria-label={`Sign out ${programOf(row.client)} at ${row.address}`} onClick={() => void onEnd(row)}>
          Sign out
        </Button>
      ),
  },
];
