import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ViewerActions } from './useViewer';
import styles from './Viewer.module.css';

const SIZE = 220;
const FACTOR = 3;

/**
 * A magnifying glass under the pressed pointer. It enlarges what is drawn: Cornerstone's own draws a viewport of its own,
 * which does not work on the processor.
 */
export function Lens({ stage, actions }: { stage: RefObject<HTMLElement | null>; actions: ViewerActions }) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const glass = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = stage.current;
    if (!target) return undefined;
    const place = (event: PointerEvent) => {
      const box = target.getBoundingClientRect();
      setAt({ x: event.clientX - box.left, y: event.clientY - box.top });
    };
    const press = (event: PointerEvent) => event.button === 0 && place(event);
    const move = (event: PointerEvent) => event.buttons & 1 && place(event);
    const release = () => setAt(null);
    target.addEventListener('pointerdown', press);
    target.addEventListener('pointermove', move);
    window.addEventListener('pointerup', release);
    return () => {
      target.removeEventListener('pointerdown', press);
      target.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', release);
    };
  }, [stage]);
  useEffect(() => {
    const source = actions.viewport()?.getCanvas();
    const pen = glass.current?.getContext('2d');
    if (!at || !source || !pen) return;
    const scale = source.width / source.clientWidth;
    const side = (SIZE / FACTOR) * scale;
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, SIZE, SIZE);
    pen.drawImage(source, at.x * scale - side / 2, at.y * scale - side / 2, side, side, 0, 0, SIZE, SIZE);
  }, [at, actions]);
  return at && <canvas ref={glass} className={styles.lens} width={SIZE} height={SIZE} style={{ left: at.x - SIZE / 2, top: at.y - SIZE / 2 }} aria-hidden data-testid="lens" />;
}
