import type { Window } from './stack';

export type Preset = Window & { name: string };

/** Windows in Hounsfield units that radiologists use for CT; other modalities have no units to agree on. */
const CT: Preset[] = [
  { name: 'Soft tissue', center: 40, width: 400 },
  { name: 'Lung', center: -600, width: 1500 },
  { name: 'Liver', center: 90, width: 150 },
  { name: 'Bone', center: 480, width: 2500 },
  { name: 'Brain', center: 40, width: 80 },
];

export const presetsOf = (modality: string | undefined): Preset[] => (modality === 'CT' ? CT : []);
