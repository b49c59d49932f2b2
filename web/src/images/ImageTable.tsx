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
      cell: ({ row }) => (
        <Anchor component={Link} to={`/images/${row.original.id}`} fw={500} size="sm">
          {row.original.number ?? row.original.id}
        </Anchor>
      ),
    },
    { id: 'size', header: 'Size', cell: ({ row }) => <span className="numbers">{`${row.original.columns} × ${row.original.rows}`}</span> },
    { id: 'frames', header: 'Frames', align: 'right', cell: ({ row }) => row.original.frames },
    { id: 'kind', header: 'Pixels', cell: ({ row }) => `${row.original.bitsStored} bit ${row.original.photometricInterpretation}` },
    { id: 'bytes', header: 'File', align: 'right', cell: ({ row }) => bytes(row.original.fileSize) },
    { id: 'status', header: 'Review', cell: ({ row }) => <ReviewBadge status={row.original.deidentification.status} always /> },
    { id: 'created', header: 'Added', cell: ({ row }) => <span className="numbers">{moment(row.original.createdAt)}</span> },
  ];
  if (onDelete) {
    columns.push({
      id: 'delete',
      header: () => <span className="visually-hidden">Delete</span>,
      align: 'right',
      cell: ({ row }) => (
        <ActionIcon variant="subtle" color="gray" aria-label={`Delete image ${row.original.number ?? row.original.id}`} onClick={() => onDelete(row.original)}>
          <Trash2 size={17} />
        </ActionIcon>
      ),
    });
  }
  return columns;
}
