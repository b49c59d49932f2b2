/** How many panes there are, across and down. */
export type Grid = { columns: number; rows: number };
export type HangableSeries = { id: string; modality?: string | null; laterality?: string | null; viewPosition?: string | null; imageCount: number };

export const MOST = 3;
/** Mammograms hang with the chest walls together: right breast left, left breast right, CC above MLO. */
const MAMMOGRAPHY: [string, string][] = [['R', 'CC'], ['L', 'CC'], ['R', 'MLO'], ['L', 'MLO']];

export const gridText = ({ columns, rows }: Grid) => `${columns}x${rows}`;

/** `2x1` -> two across; null for what is no grid of at most 3 by 3. */
export function gridOf(text: string | null): Grid | null {
  const [, columns, rows] = /^([1-3])x([1-3])$/.exec(text ?? '') ?? [];
  return columns && rows ? { columns: Number(columns), rows: Number(rows) } : null;
}

/** The series that an address names by place; null where a pane is empty. */
export const seriesOf = (text: string | null): (string | null)[] => (text ? text.split(',').map((id) => (/^ser_\w+$/.test(id) ? id : null)) : []);

export const seriesText = (series: (string | null)[]) => series.map((id) => id ?? '').join(',');

/** What hangs where when nobody has chosen: four views of mammography, else the series in their order. */
export function hang(series: HangableSeries[]): { grid: Grid; series: (string | null)[] } {
  const drawn = series.filter(({ imageCount }) => imageCount > 0);
  const views = MAMMOGRAPHY.map(([side, view]) => drawn.find(({ modality, laterality, viewPosition }) => modality === 'MG' && laterality === side && viewPosition === view)?.id ?? null);
  if (views.filter(Boolean).length > 1) return { grid: { columns: 2, rows: 2 }, series: views };
  const columns = drawn.length > 1 ? 2 : 1;
  const rows = drawn.length > 2 ? 2 : 1;
  return { grid: { columns, rows }, series: fit(drawn.map(({ id }) => id), columns * rows) };
}

/** As many as there are panes: those that are too many go, and empty ones come. */
export const fit = (series: (string | null)[], count: number): (string | null)[] => Array.from({ length: count }, (_, index) => series[index] ?? null);
