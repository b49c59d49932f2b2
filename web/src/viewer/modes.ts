import { Circle, Contrast, Lasso, Layers, Move, Ruler, Search, Triangle, ZoomIn, type LucideIcon } from 'lucide-react';
import type { Mode } from './engine';

export type ModeButton = { mode: Mode; label: string; keys: string; icon: LucideIcon };
/** What dragging does. */
export const MODES: ModeButton[] = [
  { mode: 'window', label: 'Brightness and contrast', keys: 'W', icon: Contrast },
  { mode: 'zoom', label: 'Zoom', keys: 'Z', icon: ZoomIn },
  { mode: 'pan', label: 'Move', keys: 'P', icon: Move },
  { mode: 'scroll', label: 'Scroll through the images', keys: 'S', icon: Layers },
  { mode: 'magnify', label: 'Magnify', keys: 'G', icon: Search },
];
/** What is measured by dragging. */
export const MEASURES: ModeButton[] = [
  { mode: 'length', label: 'Length', keys: 'D', icon: Ruler },
  { mode: 'angle', label: 'Angle', keys: 'A', icon: Triangle },
  { mode: 'ellipse', label: 'Ellipse', keys: 'E', icon: Circle },
  { mode: 'freehand', label: 'Free shape', keys: 'F', icon: Lasso },
];
