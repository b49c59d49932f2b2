import { lazy } from 'react';

// Each page is a piece of its own: signing in and the list of patients do not wait for the others.
const PIECES = {
  patient: () => import('./patients/PatientPage').then(({ PatientPage }) => ({ default: PatientPage })),
  study: () => import('./studies/StudyPage').then(({ StudyPage }) => ({ default: StudyPage })),
  series: () => import('./series/SeriesPage').then(({ SeriesPage }) => ({ default: SeriesPage })),
  uploads: () => import('./uploads/UploadsPage').then(({ UploadsPage }) => ({ default: UploadsPage })),
  review: () => import('./reviews/ReviewPage'),
  profiles: () => import('./profiles/ProfilesPage'),
  viewer: () => import('./viewer/ViewerPage'),
};

export const PatientPage = lazy(PIECES.patient);
export const StudyPage = lazy(PIECES.study);
export const SeriesPage = lazy(PIECES.series);
export const UploadsPage = lazy(PIECES.uploads);
export const ReviewPage = lazy(PIECES.review);
export const ProfilesPage = lazy(PIECES.profiles);
export const ViewerPage = lazy(PIECES.viewer);

/** Brings all pages, the viewer too, while the person signs in or looks at the first one: none is waited for later. */
export async function fetchPages() {
  for (const piece of Object.values(PIECES)) await piece();
}
