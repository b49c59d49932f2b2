import { Skeleton, Table, Text, UnstyledButton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import styles from './DataTable.module.css';

export type Sort = { by: string; direction: 'ASC' | 'DESC' };
export type Column<Row> = {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** The server's name of this order; without it the column cannot be sorted by. */
  sortBy?: string;
  align?: 'left' | 'right';
};

type Props<Row> = {
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
  if (!isLoading && rows.length === 0) return <div className={styles.frame}>{empty}</div>;
  return (
    <div className={styles.frame} tabIndex={-1}>
      <Table highlightOnHover stickyHeader stickyHeaderOffset={56} verticalSpacing="sm" horizontalSpacing="md" aria-label={label} aria-busy={isLoading}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {isLoading
            ? Array.from({ length: 8 }, (_, row) => <LoadingRow key={row} width={columns.length} />)
            : rows.map((row) => (
                <Table.Tr key={row.id}>
                  {columns.map(({ id, align, cell }) => (
                    <Table.Td key={id} ta={align}>
                      {cell(row)}
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

type HeaderProps<Row> = { column: Column<Row>; sort?: Sort; onSort?: (sort: Sort) => void };

function HeaderCell<Row>({ column: { header, align, sortBy: by }, sort, onSort }: HeaderProps<Row>) {
  if (!by || !onSort) return <Table.Th ta={align}>{header}</Table.Th>;
  const direction = sort?.by === by ? sort.direction : null;
  const Icon = direction === 'ASC' ? ArrowUp : direction === 'DESC' ? ArrowDown : ArrowUpDown;
  return (
    <Table.Th ta={align} aria-sort={direction === 'ASC' ? 'ascending' : direction === 'DESC' ? 'descending' : 'none'}>
      <UnstyledButton
        className={styles.sort}
        data-active={direction !== null || undefined}
        onClick={() => onSort({ by, direction: direction === 'ASC' ? 'DESC' : 'ASC' })}
      >
        {header}
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
