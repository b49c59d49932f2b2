import { Skeleton, Table, UnstyledButton } from '@mantine/core';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './DataTable.module.css';
import { More } from './More';

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
  /** The rows that are ticked, where rows can be. */
  selection?: Selection;
};
export type Selection = { ids: ReadonlySet<string>; onChange: (ids: ReadonlySet<string>) => void; what: string };

/** A table that the server sorts and pages; the next page comes when its end is near the window. */
export function DataTable<Row extends { id: string }>(props: Props<Row>) {
  const { label, columns, rows, isLoading = false, sort, onSort, hasMore = false, onMore, empty, selection } = props;
  if (!isLoading && rows.length === 0) return <div className={styles.frame}>{empty}</div>;
  return (
    <div className={styles.frame} tabIndex={-1}>
      <Table highlightOnHover stickyHeader stickyHeaderOffset={56} verticalSpacing="sm" horizontalSpacing="md" aria-label={label} aria-busy={isLoading}>
        <Table.Thead>
          <Table.Tr>
            {selection && (
              <Table.Th w={36}>
                <TickAll rows={rows} {...selection} />
              </Table.Th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {isLoading
            ? Array.from({ length: 8 }, (_, row) => <LoadingRow key={row} width={columns.length + (selection ? 1 : 0)} />)
            : rows.map((row) => (
                <Table.Tr key={row.id} aria-selected={selection?.ids.has(row.id)} bg={selection?.ids.has(row.id) ? 'var(--mantine-color-hub-light)' : undefined}>
                  {selection && (
                    <Table.Td>
                      <Tick id={row.id} {...selection} />
                    </Table.Td>
                  )}
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

function Tick({ id, ids, onChange, what }: Selection & { id: string }) {
  const toggle = () => onChange(ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id]));
  return <input type="checkbox" className={styles.tick} aria-label={`Select ${what} ${id}`} checked={ids.has(id)} onChange={toggle} />;
}

/** Ticks the rows that are loaded; the others are not seen, so they are not chosen. */
function TickAll({ rows, ids, onChange }: Selection & { rows: { id: string }[] }) {
  const ticked = rows.filter(({ id }) => ids.has(id)).length;
  const isAll = rows.length > 0 && ticked === rows.length;
  return (
    <input
      type="checkbox"
      className={styles.tick}
      aria-label="Select all rows shown"
      ref={(box) => {
        if (box) box.indeterminate = ticked > 0 && !isAll;
      }}
      checked={isAll}
      onChange={() => onChange(new Set(isAll ? [] : rows.map(({ id }) => id)))}
    />
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
