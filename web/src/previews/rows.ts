import type { AttributeActionKind } from '@/graphql/generated/graphql';
import type { Attribute } from './preview';

/** What becomes of an attribute, in words: the report's kinds, and what is only new or just stays. */
export type Fate = AttributeActionKind | 'ADDED' | 'STAYS';

export const FATES: Record<Fate, { text: string; color: string }> = {
  REMOVED: { text: 'Removed', color: 'red' },
  EMPTIED: { text: 'Emptied', color: 'orange' },
  REPLACED: { text: 'Replaced', color: 'blue' },
  UID_REPLACED: { text: 'New UID', color: 'indigo' },
  DATE_SHIFTED: { text: 'Date moved', color: 'cyan' },
  CLEANED: { text: 'Cleaned', color: 'grape' },
  KEPT: { text: 'Kept on purpose', color: 'teal' },
  ADDED: { text: 'Added', color: 'gray' },
  STAYS: { text: 'Stays', color: 'gray' },
};

export function fateOf({ before, after, action }: Attribute): Fate {
  if (before === null || before === undefined) return 'ADDED';
  // What is only rewritten, for instance cleaned text that had nothing in it, has not changed for the reader.
  if (action === 'CLEANED' && before === after) return 'STAYS';
  return action ?? 'STAYS';
}

export const isChanged = (row: Attribute) => row.before !== row.after || row.action === 'REMOVED';

/** The rows that a person asks for: changed ones or all, by a word in any column. */
export function chosen(rows: readonly Attribute[], onlyChanged: boolean, words: string): Attribute[] {
  const wanted = words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (!onlyChanged || isChanged(row)) &&
      (!wanted || `${row.keyword ?? ''} ${row.path} ${row.before ?? ''} ${row.after ?? ''}`.toLowerCase().includes(wanted)),
  );
}

/** How often each fate is met, the most frequent first. */
export function tally(rows: readonly Attribute[]): [Fate, number][] {
  const counts = new Map<Fate, number>();
  for (const row of rows) {
    const fate = fateOf(row);
    if (fate !== 'STAYS') counts.set(fate, (counts.get(fate) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** A number of the file itself, for example its rows, which the dry run leaves as they are. */
export function numberOf(rows: readonly Attribute[], keyword: string): number | null {
  const value = Number(rows.find((row) => row.keyword === keyword && !row.path.includes(').('))?.before);
  return Number.isFinite(value) && value > 0 ? value : null;
}
