import { Anchor, Badge, Button, Text } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { FolderHeart, Plus } from 'lucide-react';
import { Link } from 'react-router';
import type { CollectionFactsFragment } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { ListHeader } from '@/ui/ListHeader';
import { dayOf, number } from '@/ui/words';
import { CollectionDialog } from './CollectionDialog';
import { COLLECTIONS } from './documents';

const COLUMNS: Column<CollectionFactsFragment>[] = [
  {
    id: 'name',
    header: 'Collection',
    cell: (row) => (
      <>
        <Anchor component={Link} to={`/collections/${row.id}`} size="sm" fw={500}>
          {row.name}
        </Anchor>
        {row.description && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {row.description}
          </Text>
        )}
      </>
    ),
  },
  { id: 'members', header: 'Members', align: 'right', cell: (row) => (row.isDynamic ? 'By a filter' : row.memberCount == null ? '–' : <span className="numbers">{number(row.memberCount)}</span>) },
  {
    id: 'version',
    header: 'Published',
    cell: (row) => {
      const newest = row.versions[0];
      return newest ? `Version ${newest.number}, ${dayOf(newest.publishedAt)}` : <Badge variant="light" color="gray">Draft</Badge>;
    },
  },
  { id: 'access', header: 'Access', cell: (row) => (row.access === 'EVERYBODY' ? 'Everybody' : 'Named people') },
  { id: 'who', header: 'By', cell: (row) => (row.isMine ? 'Me' : (row.createdBy?.name ?? row.createdBy?.email ?? '–')) },
  { id: 'changed', header: 'Changed', cell: (row) => <span className="numbers">{dayOf(row.updatedAt)}</span> },
];

/** `/collections`: sets of patients or images that can be cited. */
export default function CollectionsPage() {
  useDocumentTitle('Collections · Medical Hub');
  const mayWrite = useMay('COLLECTION_WRITE');
  const [isAdding, adding] = useDisclosure();
  const pages = usePages(COLLECTIONS, {}, (data) => data.collections);
  const add = mayWrite && (
    <Button leftSection={<Plus size={18} />} onClick={adding.open}>
      New collection
    </Button>
  );
  return (
    <div className={styles.page}>
      <ListHeader title="Collections" total={pages.totalCount} isNarrowed={false}>
        {add}
      </ListHeader>
      {pages.error ? (
        <Failure error={pages.error} />
      ) : (
        <DataTable
          label="Collections"
          columns={COLUMNS}
          rows={pages.nodes}
          isLoading={pages.isLoading}
          hasMore={pages.hasMore}
          onMore={pages.more}
          empty={
            <Empty icon={FolderHeart} title="No collections yet">
              {mayWrite
                ? 'Tick patients in their list and add them to a collection: published, it is frozen, can be cited, and exported as it was.'
                : 'What others publish for you appears here.'}
            </Empty>
          }
        />
      )}
      {isAdding && <CollectionDialog onClose={adding.close} />}
    </div>
  );
}
