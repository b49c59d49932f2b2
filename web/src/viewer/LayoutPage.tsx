import { useDocumentTitle } from '@mantine/hooks';
import { ArrowLeft, Eraser, Link2, RefreshCcw, SunMoon } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import type { HangableQuery } from '@/graphql/generated/graphql';
import { studyName } from '@/studies/studyName';
import { Failure } from '@/ui/Failure';
import layout from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { nameOf } from '@/ui/words';
import { HANGABLE } from './documents';
import type { Mode } from './engine';
import { fit, gridOf, gridText, hang, MOST, seriesOf, seriesText, type Grid } from './hanging';
import { removeAll, useMeasurementCount } from './measurements';
import { MEASURES, MODES } from './modes';
import { Pane, type PaneStudy } from './Pane';
import { Tool } from './Tool';
import type { ViewerActions } from './useViewer';
import styles from './Viewer.module.css';

type Hangable = NonNullable<HangableQuery['study']>;
const GRIDS: Grid[] = Array.from({ length: MOST * MOST }, (_, index) => ({ columns: (index % MOST) + 1, rows: Math.floor(index / MOST) + 1 }));

/** `/studies/<id>/view?grid=2x2&series=a,b`: series of a patient side by side, scrolled together. */
export default function LayoutPage() {
  const id = useParams().id ?? '';
  const [{ data, error }, reload] = useQuery({ query: HANGABLE, variables: { id } });
  const study = data?.study;
  useDocumentTitle(`${study ? studyName(study) : 'Study'} side by side · Medical Hub`);
  if (error && !data) return <div className={layout.page}><Failure error={error} onRetry={reload} /></div>;
  if (!data) return <div className={styles.viewer} aria-busy="true" aria-label="Loading the study" />;
  return study ? <Layout study={study} /> : <NotFoundPage what="study" />;
}

function Layout({ study }: { study: Hangable }) {
  const [parameters, setParameters] = useSearchParams();
  const navigate = useNavigate();
  const hung = useMemo(() => hang(study.series.nodes), [study]);
  const grid = gridOf(parameters.get('grid')) ?? hung.grid;
  const count = grid.columns * grid.rows;
  const series = fit(parameters.has('series') ? seriesOf(parameters.get('series')) : hung.series, count);
  const [mode, setMode] = useState<Mode>('window');
  const [isLinked, setLinked] = useState(true);
  const [active, setActive] = useState(0);
  const panes = useRef(new Map<number, ViewerActions>());
  const measurements = useMeasurementCount();
  const studies = useMemo(() => studiesOf(study), [study]);
  const show = (next: Grid, ids: (string | null)[]) => setParameters({ grid: gridText(next), series: seriesText(ids) }, { replace: true });
  const chosen = () => panes.current.get(active);
  const scroll = useCallback(
    (from: number, by: number) => {
      if (!isLinked) return;
      for (const [index, actions] of panes.current) if (index !== from) actions.step(by);
    },
    [isLinked],
  );
  return (
    <div className={styles.viewer}>
      <div className={styles.toolbar}>
        <Tool label="Back to the study" icon={ArrowLeft} onClick={() => navigate(`/studies/${study.id}`)} />
        <h1 className={styles.layoutTitle}>
          {nameOf(study.patient)} / {studyName(study)}
        </h1>
        <div role="toolbar" aria-label="Viewer tools" style={{ display: 'contents' }}>
          {[...MODES, ...MEASURES].map(({ mode: own, label, icon }) => (
            <Tool key={own} label={label} icon={icon} isPressed={mode === own} onClick={() => setMode(own)} />
          ))}
          <Tool label="Delete measurements" icon={Eraser} disabled={measurements === 0} onClick={removeAll} />
          <span className={styles.divider} />
          <Tool label="Invert" icon={SunMoon} onClick={() => chosen()?.invert()} />
          <Tool label="Reset" icon={RefreshCcw} onClick={() => chosen()?.reset()} />
          <Tool label="Scroll together" icon={Link2} isPressed={isLinked} onClick={() => setLinked(!isLinked)} />
          <select className={styles.speed} aria-label="Layout" value={gridText(grid)} onChange={(event) => show(gridOf(event.currentTarget.value) ?? grid, series)}>
            {GRIDS.map((each) => (
              <option key={gridText(each)} value={gridText(each)}>
                {each.columns} × {each.rows}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className={styles.panes} style={{ gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`, gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))` }}>
        {series.map((seriesId, index) => (
          <Slot
            key={index}
            index={index}
            studies={studies}
            seriesId={seriesId}
            mode={mode}
            isActive={active === index}
            onChoose={(next) => show(grid, series.map((each, place) => (place === index ? next : each)))}
            onActivate={() => setActive(index)}
            panes={panes.current}
            onScroll={scroll}
          />
        ))}
      </div>
    </div>
  );
}

type SlotProps = Omit<Parameters<typeof Pane>[0], 'name' | 'onReady' | 'onScroll'> & {
  index: number;
  panes: Map<number, ViewerActions>;
  onScroll: (from: number, by: number) => void;
};

/** A pane that tells the others by its place. */
function Slot({ index, panes, onScroll, ...rest }: SlotProps) {
  const ready = useCallback((actions: ViewerActions | null) => void (actions ? panes.set(index, actions) : panes.delete(index)), [panes, index]);
  const scroll = useCallback((by: number) => onScroll(index, by), [onScroll, index]);
  return <Pane name={`Pane ${index + 1}`} onReady={ready} onScroll={scroll} {...rest} />;
}

/** The study that was opened, then the others of its patient, the newest first. */
function studiesOf(study: Hangable): PaneStudy[] {
  const others = study.patient.studies.nodes.filter(({ id }) => id !== study.id);
  return [study, ...others].map(({ series, ...rest }) => ({ ...rest, series: series.nodes.filter(({ imageCount }) => imageCount > 0) })).filter(({ series }) => series.length > 0);
}
