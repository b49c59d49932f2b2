import { nameOf, sentenceCase } from '@/ui/words';
import type { Frame } from './stack';
import type { View } from './useViewer';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

type Props = { image: ShownImage; frame: Frame; view: View; count: number };

const round = (value: number) => (Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 100) / 100);

/** The four corners: whose image, which one, how it is drawn. All of it de-identified. */
export function Overlays({ image, frame, view, count }: Props) {
  const { study } = image.series;
  const { patient } = study;
  const facts = [patient.gender === 'UNKNOWN' ? null : sentenceCase(patient.gender), patient.age == null ? null : `${patient.age} y`];
  return (
    <>
      <div className={`${styles.overlay} ${styles.top} ${styles.left}`}>
        <div>{nameOf(patient)}</div>
        <div>{facts.filter(Boolean).join(', ')}</div>
      </div>
      <div className={`${styles.overlay} ${styles.top} ${styles.right}`}>
        <div>{[frame.modality, image.series.description].filter(Boolean).join(' ')}</div>
        <div>{study.date}</div>
      </div>
      <div className={`${styles.overlay} ${styles.bottom} ${styles.left}`}>
        <div data-testid="position">
          Image {view.index + 1}/{count}
          {frame.frames > 1 && ` (frame ${frame.frame}/${frame.frames})`}
        </div>
        <div>
          {frame.columns} × {frame.rows}
          {frame.rowSpacing && `, ${frame.rowSpacing.toFixed(2)} mm`}
        </div>
        {view.loaded > 0 && view.loaded < count && (
          <div>
            {view.loaded} of {count} loaded
          </div>
        )}
      </div>
      <div className={`${styles.overlay} ${styles.bottom} ${styles.right}`}>
        {view.window && (
          <div data-testid="window">
            W {round(view.window.width)} L {round(view.window.center)}
          </div>
        )}
        <div data-testid="zoom">Zoom {Math.round(view.zoom * 100)} %</div>
      </div>
    </>
  );
}
