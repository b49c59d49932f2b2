import { Code } from '@mantine/core';
import { CalendarClock, ShieldX } from 'lucide-react';
import { useQuery } from 'urql';
import { graphql } from '@/graphql/generated';
import type { Kept, RetentionQuery } from '@/graphql/generated/graphql';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { count, dayOf, number } from '@/ui/words';

const RETENTION = graphql(`
  query Retention {
    retention { kept days before due }
  }
`);

type Row = RetentionQuery['retention'][number] & { id: string };

const NAMES: Record<Kept, string> = {
  PATIENTS: 'Patients, with all that is theirs',
  QUARANTINE: 'Images that wait for a review',
  UPLOADS: 'Reports of uploads',
  SIGN_INS: 'Sessions and sign-ins',
  AUDIT: 'The audit trail',
};

const COLUMNS: Column<Row>[] = [
  { id: 'kept', header: 'What', cell: (row) => NAMES[row.kept] },
  { id: 'days', header: 'Kept for', cell: (row) => count(row.days, 'day') },
  { id: 'before', header: 'What is older than', cell: (row) => <span className="numbers">{dayOf(row.before)}</span> },
  { id: 'due', header: 'Due now', align: 'right', cell: (row) => <span className="numbers">{number(row.due)}</span> },
];

/** `/settings/retention`: how long what is kept, and what is due to go. */
export default function RetentionPage() {
  return useMay('PRIVACY_MANAGE') ? <Retention /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not manage privacy" />;
}

function Retention() {
  const [{ data, error, fetching }, reload] = useQuery({ query: RETENTION, requestPolicy: 'cache-and-network' });
  return (
    <>
      <SettingsHeader
        title="Retention"
        about={
          <>
            How long what is kept. The periods are settings of the server (<Code>HUB_RETENTION</Code>); nothing goes before <Code>medhub retention</Code> is
            run.
          </>
        }
      />
      {error && !data ? (
        <Failure error={error} onRetry={reload} />
      ) : (
        <DataTable
          label="Periods"
          columns={COLUMNS}
          rows={(data?.retention ?? []).map((rule) => ({ ...rule, id: rule.kept }))}
          isLoading={fetching && !data}
          empty={
            <Empty icon={CalendarClock} title="Everything is kept">
              No period is set: nothing goes by itself.
            </Empty>
          }
        />
      )}
    </>
  );
}
