import { Skeleton, Table, Text, UnstyledButton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { tableFeatures, useTable, type ColumnDef, type RowData } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import styles from './DataTable.module.css';

const features = tableFeatures({});

export type Sort = { by: string; direction: 'ASC' | 'DESC' };
export type Column<Row extends RowData> = ColumnDef<typeof features, Row> & {
  id: string;
  /** The server's name of this order; without it the column cannot be sorted by. */
  sortBy?: string;
  align?: 'left' | 'right';
};

type Props<Row extends RowData> = {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  isLoading?: boolean;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  hasMore?: boolean;
  onMore?: () => void;
  empty?: ReactNode;
};

/** A table that the server sorts and pages; the next page comes when its end is near the window. */
export function DataTable<Row extends { id: string }>(props: Props<Row>) {
  const { label, columns, rows, isLoading = false, sort, onSort, hasMore = false, onMore, empty } = props;
  const table = useTable({ features, columns: columns as ColumnDef<typeof features, Row>[], data: rows, getRowId: (row) => row.id });
  const byId = new Map(columns.map((column) => [column.id, column]));
  if (!isLoading && rows.length === 0) return <div className={styles.frame}>{empty}</div>;
  return (
    <div className={styles.frame} tabIndex={-1}>
      <Table highlightOnHover stickyHeader stickyHeaderOffset={56} verticalSpacing="sm" horizontalSpacing="md" aria-label={label} aria-busy={isLoading}>
        <Table.Thead>
          <Table.Tr>
            {table.getFlatHeaders().map((header) => {
              const column = byId.get(header.column.id);
              return (
                <HeaderCell key={header.id} column={column} sort={sort} onSort={onSort}>
                  <table.FlexRender header={header} />
                </HeaderCell>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {isLoading
            ? Array.from({ length: 8 }, (_, row) => <LoadingRow key={row} width={columns.length} />)
            : table.getRowModel().rows.map((row) => (
                <Table.Tr key={row.id}>
                  {row.getAllCells().map((cell) => (
                    <Table.Td key={cell.id} ta={byId.get(cell.column.id)?.align}>
                      <table.FlexRender cell={cell} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
      {hasMore && onMore && <More key={rows.length} onMore={onMore} />}
    </div>
  );
}

type HeaderProps<Row extends RowData> = { column?: Column<Row>; sort?: Sort; onSort?: (sort: Sort) => void; children: ReactNode };

function HeaderCell<Row extends RowData>({ column, sort, onSort, children }: HeaderProps<Row>) {
  const by = column?.sortBy;
  if (!by || !onSort) return <Table.Th ta={column?.align}>{children}</Table.Th>;
  const direction = sort?.by === by ? sort.direction : null;
  const Icon = direction === 'ASC' ? ArrowUp : direction === 'DESC' ? ArrowDown : ArrowUpDown;
  return (
    <Table.Th ta={column?.align} aria-sort={direction === 'ASC' ? 'ascending' : direction === 'DESC' ? 'descending' : 'none'}>
      <UnstyledButton
        className={styles.sort}
        data-active={direction !== null || undefined}
        onClick={() => onSort({ by, direction: direction === 'ASC' ? 'DESC' : 'ASC' })}
      >
        {children}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

function LoadingRow({ width }: { width: number }) {
  return (
    <Table.Tr>
      {Array.from({ length: width }, (_, cell) => (
        <Table.Td key={cell}>
          <Skeleton height={14} my={4} width={`${50 + ((cell * 37) % 40)}%`} />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function More({ onMore }: { onMore: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isNear = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (isNear) onMore();
  }, [isNear, onMore]);
  return (
    <Text ref={ref} c="dimmed" size="sm" ta="center" p="md" role="status">
      Loading more…
    </Text>
  );
}
