import { eventTarget, getRenderingEngines } from '@cornerstonejs/core';
import { annotation, Enums } from '@cornerstonejs/tools';
import { useSyncExternalStore } from 'react';

const { ANNOTATION_ADDED, ANNOTATION_COMPLETED, ANNOTATION_REMOVED } = Enums.Events;
const CHANGES = [ANNOTATION_ADDED, ANNOTATION_COMPLETED, ANNOTATION_REMOVED];

function redraw() {
  for (const engine of getRenderingEngines() ?? []) engine.render();
}

/** Deletes the measurement that is selected, or else the newest one. */
export function removeSelected() {
  const uid = annotation.selection.getAnnotationsSelected()[0] ?? annotation.state.getAllAnnotations().at(-1)?.annotationUID;
  if (!uid) return;
  annotation.state.removeAnnotation(uid);
  redraw();
}

export function removeAll() {
  for (const { annotationUID } of annotation.state.getAllAnnotations().slice()) {
    if (annotationUID) annotation.state.removeAnnotation(annotationUID);
  }
  redraw();
}

function follow(change: () => void) {
  for (const event of CHANGES) eventTarget.addEventListener(event, change);
  return () => {
    for (const event of CHANGES) eventTarget.removeEventListener(event, change);
  };
}

/** How many measurements there are, on all images that were looked at. */
export const useMeasurementCount = () => useSyncExternalStore(follow, () => annotation.state.getAllAnnotations().length);
