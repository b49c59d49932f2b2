import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { BookCheck, PackageOpen, Pencil, Users } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { ExportButton } from '@/exports/ExportButton';
import type { CollectionFactsFragment } from '@/graphql/generated/graphql';
import { useMay } from '@/session/useSession';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { CopyButton } from '@/ui/CopyButton';
import { DataTable, type Column } from '@/ui/DataTable';
import { DeleteButton } from '@/ui/DeleteButton';
import { Empty } from '@/ui/Empty';
import { Facts } from '@/ui/Facts';
import { Failure } from '@/ui/Failure';
import styles from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { refusalOf, tell } from '@/ui/outcome';
import { RecordHeader } from '@/ui/RecordHeader';
import { RecordLayout } from '@/ui/RecordLayout';
import { RecordSkeleton } from '@/ui/RecordSkeleton';
import { bytes, day, moment, number } from '@/ui/words';
import { CollectionDialog } from './CollectionDialog';
import { ACCEPT_TERMS, COLLECTION, DELETE_COLLECTION, PUBLISH_COLLECTION } from './documents';

type Version = CollectionFactsFragment['versions'][number] & { id: string };

const COLUMNS: Column<Version>[] = [
  { id: 'number', header: 'Version', cell: (row) => `${row.number}${row.note ? `: ${row.note}` : ''}` },
  { id: 'day', header: 'Published', cell: (row) => <span className="numbers">{moment(row.publishedAt)}</span> },
  { id: 'patients', header: 'Patients', align: 'right', cell: (row) => number(row.patients) },
  { id: 'images', header: 'Images', align: 'right', cell: (row) => number(row.images) },
  { id: 'bytes', header: 'Size', align: 'right', cell: (row) => bytes(row.bytes) },
  { id: 'citation', header: 'Citation', cell: (row) => <CopyButton value={row.citation} label={`Copy the citation of version ${row.number}`} /> },
  {
    id: 'manifest',
    header: 'Manifest',
    cell: (row) => (
      <Anchor href={row.manifestUrl} download size="sm">
        CSV
      </Anchor>
    ),
  },
];

/** `/collections/<id>`: what a collection is, who reads it, and its frozen versions. */
export default function CollectionPage() {
  const id = useParams().id ?? '';
  const [{ data, error, fetching }, reload] = useQuery({ query: COLLECTION, variables: { id }, requestPolicy: 'cache-and-network' });
  const collection = data?.collection;
  useDocumentTitle(`${collection?.name ?? 'Collection'} · Medical Hub`);
  if (error && !data) return <div className={styles.page}><Failure error={error} onRetry={reload} /></div>;
  if (!collection) return fetching || !data ? <RecordSkeleton /> : <NotFoundPage what="collection" />;
  return <Shown collection={collection} />;
}

function Shown({ collection }: { collection: CollectionFactsFragment }) {
  const mayWrite = useMay('COLLECTION_WRITE') && collection.isMine;
  const [isEditing, editing] = useDisclosure();
  const [isPublishing, publishing] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const newest = collection.versions[0];
  const versions = collection.versions.map((each) => ({ ...each, id: String(each.number) }));
  return (
    <div className={styles.page}>
      <RecordHeader crumbs={[{ to: '/collections', text: 'Collections' }]} title={collection.name} id={collection.id}>
        {newest && !collection.needsAcceptance && (
          <>
            <Button component={Link} to={`/patients?collection=${collection.id}`} variant="default" leftSection={<Users size={16} />}>
              Its patients
            </Button>
            <ExportButton what={{ level: 'PATIENT', count: Number(newest.patients), collectionId: collection.id }} />
          </>
        )}
        {mayWrite && (
          <>
            <Button variant="default" leftSection={<Pencil size={16} />} onClick={editing.open}>
              Edit
            </Button>
            <Button leftSection={<BookCheck size={16} />} onClick={publishing.open}>
              Publish
            </Button>
          </>
        )}
        {mayWrite && !newest && <DeleteButton label="Delete collection" onClick={deleting.open} />}
      </RecordHeader>
      {collection.needsAcceptance && <Terms collection={collection} />}
      <RecordLayout
        aside={
          <Facts
            title="Collection"
            facts={[
              ['About', collection.description],
              ['Authors', collection.authors],
              ['Licence', collection.license],
              ['Keywords', collection.keywords.join(', ')],
              ['Of', collection.kind === 'PATIENT' ? 'patients' : 'images'],
              ['Draft', collection.isDynamic ? 'whoever matches its filter' : collection.memberCount == null ? null : `${number(collection.memberCount)} members`],
              ['Access', collection.access === 'EVERYBODY' ? 'everybody who may see patients' : (collection.readers?.join(', ') ?? 'named people')],
              ['Embargo', collection.embargoUntil ? `until ${day(collection.embargoUntil)}` : null],
              ['Terms', collection.terms],
              ['Changed', moment(collection.updatedAt)],
              ['Made by', collection.createdBy?.name ?? collection.createdBy?.email],
            ]}
          />
        }
      >
        <DataTable
          label="Versions"
          columns={COLUMNS}
          rows={collection.needsAcceptance ? [] : versions}
          empty={
            <Empty icon={PackageOpen} title={collection.needsAcceptance ? 'Accept the terms to see its versions' : 'Never published'}>
              {mayWrite && 'Tick patients in their list and add them to this collection; then publish it. A version is frozen and can be cited.'}
            </Empty>
          }
        />
      </RecordLayout>
      {isEditing && <CollectionDialog collection={collection} onClose={editing.close} />}
      {isPublishing && <Publish collection={collection} onClose={publishing.close} />}
      {isDeleting && <Delete collection={collection} onClose={deleting.close} />}
    </div>
  );
}

function Terms({ collection }: { collection: CollectionFactsFragment }) {
  const [{ fetching }, accept] = useMutation(ACCEPT_TERMS);
  const agree = async () => {
    const result = await accept({ input: { id: collection.id } });
    tell(refusalOf(result, result.data?.acceptCollectionTerms.errors) ?? 'You have accepted the terms.');
  };
  return (
    <Alert color="yellow" title="This collection has terms" mb="lg">
      <Group justify="space-between" align="end">
        <Text size="sm" style={{ whiteSpace: 'pre-line', flex: 1 }}>
          {collection.terms}
        </Text>
        <Button loading={fetching} onClick={() => void agree()}>
          Accept the terms
        </Button>
      </Group>
    </Alert>
  );
}

type DialogProps = { collection: CollectionFactsFragment; onClose: () => void };

function Publish({ collection, onClose }: DialogProps) {
  const [, publish] = useMutation(PUBLISH_COLLECTION);
  const confirm = async () => {
    const result = await publish({ input: { id: collection.id, version: collection.version } });
    const refusal = refusalOf(result, result.data?.publishCollection.errors);
    if (refusal === null) tell(`${collection.name} is published.`);
    return refusal;
  };
  return (
    <ConfirmDelete title={`Publish ${collection.name}?`} action="Publish" isSafe opened onClose={onClose} onConfirm={confirm}>
      Its members are frozen as version {collection.versions.length + 1}, which {collection.access === 'EVERYBODY' ? 'everybody who may see patients' : 'those who are named'} can
      see, cite and export. A version cannot be taken back.
    </ConfirmDelete>
  );
}

function Delete({ collection, onClose }: DialogProps) {
  const navigate = useNavigate();
  const [, remove] = useMutation(DELETE_COLLECTION);
  const confirm = async () => {
    const result = await remove({ input: { id: collection.id } });
    const refusal = refusalOf(result, result.data?.deleteCollection.errors);
    if (refusal === null) void navigate('/collections');
    return refusal;
  };
  return (
    <ConfirmDelete title={`Delete ${collection.name}?`} opened onClose={onClose} onConfirm={confirm}>
      Its draft goes. The patients stay as they are.
    </ConfirmDelete>
  );
}
