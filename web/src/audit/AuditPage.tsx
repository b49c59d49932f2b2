import { Anchor, Button } from '@mantine/core';
import { Download, ScrollText, ShieldX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { AuditFilterBar } from './AuditFilterBar';
import { auditColumns, type EventRow } from './auditColumns';
import { AUDIT_EVENTS } from './documents';
import { EventDetails } from './EventDetails';
import { fromAddress, NOTHING, toAddress, toFilter, type AuditFilters } from './filters';

/** `/settings/audit`: what happened in the hub. */
export default function AuditPage() {
  return useMay('AUDIT_READ') ? <Audit /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not read the audit trail" />;
}

function Audit() {
  const [parameters, setParameters] = useSearchParams();
  const filters = useMemo(() => fromAddress(parameters), [parameters]);
  const [shown, setShown] = useState<EventRow | null>(null);
  const columns = useMemo(() => auditColumns(setShown), []);
  const pages = usePages(AUDIT_EVENTS, { filter: toFilter(filters) }, (data) => data.auditEvents);
  const change = useCallback(
    (part: Partial<AuditFilters>) => setParameters(toAddress({ ...filters, ...part }), { replace: true }),
    [filters, setParameters],
  );
  const narrow = (part: Partial<AuditFilters>) => {
    setShown(null);
    setParameters(toAddress({ ...NOTHING, ...part }));
  };
  return (
    <>
      <SettingsHeader title="Audit" about="What was done, by whom and when, newest first. Events are chained: one that is changed or taken out is noticed.">
        <Button component="a" href="/files/audit.ndjson" download variant="default" leftSection={<Download size={16} />}>
          Export all (NDJSON)
        </Button>
      </SettingsHeader>
      <AuditFilterBar filters={filters} onChange={change} />
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Audit events"
          columns={columns}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          hasMore={pages.hasMore}
          onMore={pages.more}
          empty={
            <Empty
              icon={ScrollText}
              title="Nothing of this kind happened"
              action={
                <Anchor component="button" type="button" onClick={() => narrow({})}>
                  Show everything
                </Anchor>
              }
            />
          }
        />
      )}
      {shown && <EventDetails event={shown} onClose={() => setShown(null)} onNarrow={narrow} />}
    </>
  );
}
