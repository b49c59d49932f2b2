import { ActionIcon, Anchor } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '@/session/useSession';
import { DataTable, type Column } from '@/ui/DataTable';
import { bytes, moment } from '@/ui/words';
import { ReviewBadge } from './ReviewBadge';
import type { ImageRow } from './SeriesImages';

type Props = { images: ImageRow[]; isLoading: boolean; hasMore: boolean; onMore: () => void; onDelete: (image: ImageRow) => void };

export function ImageTable({ images, onDelete, ...rest }: Props) {
  const mayDelete = useMay('IMAGE_DELETE');
  const columns = useMemo(() => imageColumns(mayDelete ? onDelete : null), [mayDelete, onDelete]);
  return <DataTable label="Images" columns={columns} rows={images} {...rest} />;
}

function imageColumns(onDelete: ((image: ImageRow) => void) | null): Column<ImageRow>[] {
  const columns: Column<ImageRow>[] = [
    {
      id: 'number',
      header: 'Image',
      cell: (row) => (
        <Anchor component={Link} to={`/images/${row.id}`} fw={500} size="sm">
          {row.number ?? row.id}
        </Anchor>
      ),
    },
    { id: 'size', header: 'Size', cell: (row) => row.frames > 0 && <span className="numbers">{`${row.columns} × ${row.rows}`}</span> },
    { id: 'frames', header: 'Frames', align: 'right', cell: (row) => row.frames || null },
    { id: 'kind', header: 'Pixels', cell: (row) => (row.frames > 0 ? `${row.bitsStored} bit ${row.photometricInterpretation}` : row.sopClassName) },
    { id: 'bytes', header: 'File', align: 'right', cell: (row) => bytes(row.fileSize) },
    { id: 'status', header: 'Review', cell: (row) => <ReviewBadge status={row.deidentification.status} always /> },
    { id: 'created', header: 'Added', cell: (row) => <span className="numbers">{moment(row.createdAt)}</span> },
  ];
  if (onDelete) {
    columns.push({
      id: 'delete',
      header: <span className="visually-hidden">Delete</span>,
      align: 'right',
      cell: (row) => (
        <ActionIcon variant="subtle" color="gray" aria-label={`Delete image ${row.number ?? row.id}`} onClick={() => onDelete(row)}>
          <Trash2 size={17} />
        </ActionIcon>
      ),
    });
  }
  return columns;
}
