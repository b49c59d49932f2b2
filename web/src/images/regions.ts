import type { RedactionReason } from '@/graphql/generated/graphql';

export const REASONS: Record<RedactionReason, string> = {
  TEXT: 'text in the pixels',
  PHI_TEXT: 'identifying text in the pixels',
  REGION_TEMPLATE: 'where this device writes names',
  OUTSIDE_SCAN: 'outside the scan',
  MANUAL: 'by a reviewer',
};

/** A region of frame 0 is on every frame. */
export const isOn = (region: { frame: number }, frame: number) => region.frame === 0 || region.frame === frame;
