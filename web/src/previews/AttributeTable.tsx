import { Badge, Button, Group, SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import { CalendarClock, Check, Equal, Eraser, Fingerprint, Plus, Replace, Search, Sparkles, Trash2, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { number } from '@/ui/words';
import type { Attribute } from './preview';
import styles from './Preview.module.css';
import { chosen, FATES, fateOf, isChanged, tally, type Fate } from './rows';

/** More lines than this are shown only on demand. */
const MOST_LINES = 250;

const ICONS: Record<Fate, LucideIcon> = {
  REMOVED: Trash2,
  EMPTIED: Eraser,
  REPLACED: Replace,
  UID_REPLACED: Fingerprint,
  DATE_SHIFTED: CalendarClock,
  CLEANED: Sparkles,
  KEPT: Check,
  ADDED: Plus,
  STAYS: Equal,
};

/** Each attribute before and after; what becomes of it is told by a word and a sign, not by colour alone. */
export function AttributeTable({ rows }: { rows: Attribute[] }) {
  const [onlyChanged, setOnlyChanged] = useState(true);
  const [words, setWords] = useState('');
  const [isLong, setLong] = useState(false);
  const changed = useMemo(() => rows.filter(isChanged).length, [rows]);
  const found = useMemo(() => chosen(rows, onlyChanged, words), [rows, onlyChanged, words]);
  const lines = isLong ? found : found.slice(0, MOST_LINES);
  return (
    <section aria-label="Attributes">
      <Group gap={6} mb="xs">
        {tally(rows).map(([fate, times]) => (
          <FateBadge key={fate} fate={fate} times={times} />
        ))}
      </Group>
      <Group mb="sm" gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Show attributes"
          value={onlyChanged ? 'changed' : 'all'}
          onChange={(value) => setOnlyChanged(value === 'changed')}
          data={[
            { value: 'changed', label: `Changed only (${number(changed)})` },
            { value: 'all', label: `All (${number(rows.length)})` },
          ]}
        />
        <TextInput
          size="xs"
          type="search"
          flex="1 1 200px"
          aria-label="Search the attributes"
          placeholder="Search names and values"
          leftSection={<Search size={14} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Group>
      <div className={styles.table}>
        <Table verticalSpacing={6} fz="sm" aria-label="Attributes before and after" stickyHeader stickyHeaderOffset={60} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="26%">Attribute</Table.Th>
              <Table.Th>Now</Table.Th>
              <Table.Th>As it would be stored</Table.Th>
              <Table.Th w={160}>What is done</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((row) => (
              <Line key={row.path} row={row} />
            ))}
          </Table.Tbody>
        </Table>
        {found.length === 0 && (
          <Text c="dimmed" size="sm" p="md">
            {words ? 'No attribute matches.' : 'Nothing would change.'}
          </Text>
        )}
      </div>
      {found.length > lines.length && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setLong(true)}>
          Show {number(found.length - lines.length)} more
        </Button>
      )}
    </section>
  );
}

function Line({ row }: { row: Attribute }) {
  const fate = fateOf(row);
  const depth = row.path.split(').(').length - 1;
  return (
    <Table.Tr>
      <Table.Td style={{ paddingLeft: 10 + 14 * depth }}>
        {row.keyword ?? 'Private attribute'}
        <Text size="xs" c="dimmed" className="mono" component="div">
          {row.path}
        </Text>
      </Table.Td>
      <Table.Td className={fate === 'STAYS' || fate === 'KEPT' ? undefined : styles.before}>
        <Value text={row.before} none="not there" />
      </Table.Td>
      <Table.Td>
        <Value text={row.after} none="gone" />
      </Table.Td>
      <Table.Td>
        <FateBadge fate={fate} />
      </Table.Td>
    </Table.Tr>
  );
}

function Value({ text, none }: { text: string | null | undefined; none: string }) {
  if (text === null || text === undefined || text === '') {
    return (
      <Text span size="sm" c="dimmed" fs="italic">
        {text === '' ? 'empty' : none}
      </Text>
    );
  }
  return <span style={{ overflowWrap: 'anywhere' }}>{text}</span>;
}

function FateBadge({ fate, times }: { fate: Fate; times?: number }) {
  const { text, color } = FATES[fate];
  const Icon = ICONS[fate];
  return (
    <Badge variant="outline" color={color} c="bright" leftSection={<Icon size={13} color={`var(--mantine-color-${color}-6)`} aria-hidden />} fw={500}>
      {text}
      {times !== undefined && <b> {number(times)}</b>}
    </Badge>
  );
}
