import { utilities, type Types } from '@cornerstonejs/core';
import type { RedactionReason } from '@/graphql/generated/graphql';
import { isOn } from '@/images/regions';
import type { Frame } from './stack';
import type { View } from './useViewer';
import styles from './Viewer.module.css';

type Region = { frame: number; x: number; y: number; width: number; height: number; reason: RedactionReason };
type Props = { regions: Region[]; frame: Frame; view: View; viewport: () => Types.IStackViewport | null };

/** The boxes that were blacked out, laid over the image however it is turned and zoomed. */
export function Regions({ regions, frame, viewport }: Props) {
  const shown = viewport();
  if (!shown) return null;
  const place = (x: number, y: number) => {
    const world = utilities.imageToWorldCoords(frame.imageId, [x, y]);
    return world ? shown.worldToCanvas(world as Types.Point3) : null;
  };
  return (
    <svg className={styles.regions} aria-hidden>
      {regions
        .filter((region) => isOn(region, frame.frame))
        .map(({ x, y, width, height }) => {
          const corners = [place(x, y), place(x + width, y), place(x + width, y + height), place(x, y + height)];
          return corners.every((corner) => corner) ? (
            <polygon key={`${x}-${y}-${width}-${height}`} points={corners.map((corner) => corner?.join(',')).join(' ')} />
          ) : null;
        })}
    </svg>
  );
}
