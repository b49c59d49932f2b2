import { useMemo, useState } from 'react';
import type { Selection } from './DataTable';

/** The rows that are ticked and still shown: what a filter hides is not acted on. */
export function useTicked<Row extends { id: string }>(rows: Row[], what: string) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const ticked = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  const selection: Selection = { ids, onChange: setIds, what };
  return { ticked, selection, clear: () => setIds(new Set()) };
}
