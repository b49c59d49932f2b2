import { Anchor, Badge, Button, Code, Group, Modal, ScrollArea, Stack, Text } from '@mantine/core';
import { FileCode, Plus, ShieldX } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PersistedDocumentsQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { CopyButton } from '@/ui/CopyButton';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { useFocusBack } from '@/ui/useFocusBack';
import { count, moment, number } from '@/ui/words';
import { PERSISTED_DOCUMENTS } from './documents';
import { PersistDialog } from './PersistDialog';

type Row = PersistedDocumentsQuery['persistedDocuments']['nodes'][number];

/** `/settings/documents`: operations that the hub knows by an id. */
export default function PersistedPage() {
  return useMay('DOCUMENT_PERSIST') ? <Documents /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not register documents" />;
}

function Documents() {
  const pages = usePages(PERSISTED_DOCUMENTS, {}, (data) => data.persistedDocuments);
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<Row | null>(null);
  const columns = useMemo(() => columnsOf(setShown), []);
  return (
    <>
      <SettingsHeader title="Persisted documents" about="Operations that programs send by an id instead of a text. Tokens can be limited to them.">
        <Button leftSection={<Plus size={18} />} onClick={() => setAdding(true)}>
          Register
        </Button>
      </SettingsHeader>
      {pages.totalCount !== null && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {count(pages.totalCount, 'document')}
        </Text>
      )}
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable label="Persisted documents" columns={columns} rows={pages.nodes} isLoading={pages.isLoading} hasMore={pages.hasMore} onMore={pages.more} empty={<Empty icon={FileCode} title="No documents yet" />} />
      )}
      {isAdding && <PersistDialog onClose={() => setAdding(false)} />}
      {shown && <Shown row={shown} onClose={() => setShown(null)} />}
    </>
  );
}

const columnsOf = (onShow: (row: Row) => void): Column<Row>[] => [
  {
    id: 'name',
    header: 'Operation',
    cell: (row) => (
      <Anchor component="button" type="button" size="sm" fw={500} ta="left" onClick={() => onShow(row)}>
        {row.name}
      </Anchor>
    ),
  },
  { id: 'version', header: 'Version', align: 'right', cell: (row) => row.version },
  { id: 'cacheable', header: 'By GET', cell: (row) => row.cacheable && <Badge variant="light">Cacheable</Badge> },
  { id: 'uses', header: 'Uses', align: 'right', cell: (row) => <span className="numbers">{number(row.useCount)}</span> },
  { id: 'last', header: 'Last used', cell: (row) => <span className="numbers">{row.lastUsedAt ? moment(row.lastUsedAt) : 'Never'}</span> },
  { id: 'who', header: 'Registered', cell: (row) => row.createdBy?.name ?? row.createdBy?.email ?? 'By the hub' },
];

function Shown({ row, onClose }: { row: Row; onClose: () => void }) {
  useFocusBack(true);
  return (
    <Modal opened onClose={onClose} title={`${row.name}, version ${row.version}`} size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {row.documentIds.map((id) => (
          <Group key={id} gap="xs" wrap="nowrap">
            <Text size="sm" className="mono" style={{ overflowWrap: 'anywhere', flex: 1 }}>
              {id}
            </Text>
            <CopyButton value={id} label="Copy the id" />
          </Group>
        ))}
        <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Text of the document' }}>
          <Code block>{row.text}</Code>
        </ScrollArea.Autosize>
      </Stack>
    </Modal>
  );
}
