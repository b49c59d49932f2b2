import { lazy } from 'react';

const DOOR = /^\/(sign-in|sign-up|forgotten-password|reset-password|share)$/;

// Each page is a piece of its own: none waits for the others.
const PIECES = {
  signedIn: () => import('./session/SignedIn'),
  layout: () => import('./ui/Layout'),
  home: () => import('./home/HomePage'),
  patients: () => import('./patients/PatientsPage'),
  patient: () => import('./patients/PatientPage').then(({ PatientPage }) => ({ default: PatientPage })),
  studies: () => import('./studies/StudiesPage'),
  study: () => import('./studies/StudyPage').then(({ StudyPage }) => ({ default: StudyPage })),
  series: () => import('./series/SeriesPage').then(({ SeriesPage }) => ({ default: SeriesPage })),
  folders: () => import('./folders/FoldersPage'),
  collections: () => import('./collections/CollectionsPage'),
  collection: () => import('./collections/CollectionPage'),
  uploads: () => import('./uploads/UploadsPage').then(({ UploadsPage }) => ({ default: UploadsPage })),
  exports: () => import('./exports/ExportsPage'),
  review: () => import('./reviews/ReviewPage'),
  profiles: () => import('./profiles/ProfilesPage'),
  settings: () => import('./settings/SettingsLayout'),
  account: () => import('./accounts/AccountPage'),
  sessions: () => import('./session/SessionsPage'),
  shares: () => import('./shares/SharesPage'),
  tokens: () => import('./tokens/TokensPage'),
  users: () => import('./users/UsersPage'),
  roles: () => import('./roles/RolesPage'),
  dictionary: () => import('./dictionary/DictionaryPage'),
  persisted: () => import('./persisted/PersistedPage'),
  retention: () => import('./retention/RetentionPage'),
  status: () => import('./status/StatusPage'),
  privacy: () => import('./privacy/PrivacyPage'),
  audit: () => import('./audit/AuditPage'),
  viewer: () => import('./viewer/ViewerPage'),
  sideBySide: () => import('./viewer/LayoutPage'),
};

// Few people come here, and it is large: only they fetch it.
export const ExplorerPage = lazy(() => import('./explorer/ExplorerPage'));

// For people at the door: whoever is signed in does not need them.
export const SignInPage = lazy(() => import('./session/SignInPage'));
export const SignUpPage = lazy(() => import('./accounts/SignUpPage'));
export const ForgottenPasswordPage = lazy(() => import('./accounts/ForgottenPasswordPage'));
export const ResetPasswordPage = lazy(() => import('./accounts/ResetPasswordPage'));

export const SharedPage = lazy(() => import('./shares/SharedPage'));

export const SecondFactorNeeded = lazy(() => import('./secondFactor/SecondFactorNeeded'));

export const SignedIn = lazy(PIECES.signedIn);
export const Layout = lazy(PIECES.layout);
export const HomePage = lazy(PIECES.home);
export const PatientsPage = lazy(PIECES.patients);
export const PatientPage = lazy(PIECES.patient);
export const StudiesPage = lazy(PIECES.studies);
export const StudyPage = lazy(PIECES.study);
export const SeriesPage = lazy(PIECES.series);
export const FoldersPage = lazy(PIECES.folders);
export const CollectionsPage = lazy(PIECES.collections);
export const CollectionPage = lazy(PIECES.collection);
export const UploadsPage = lazy(PIECES.uploads);
export const ExportsPage = lazy(PIECES.exports);
export const ReviewPage = lazy(PIECES.review);
export const ProfilesPage = lazy(PIECES.profiles);
export const SettingsLayout = lazy(PIECES.settings);
export const AccountPage = lazy(PIECES.account);
export const SessionsPage = lazy(PIECES.sessions);
export const SharesPage = lazy(PIECES.shares);
export const TokensPage = lazy(PIECES.tokens);
export const UsersPage = lazy(PIECES.users);
export const RolesPage = lazy(PIECES.roles);
export const DictionaryPage = lazy(PIECES.dictionary);
export const PersistedPage = lazy(PIECES.persisted);
export const RetentionPage = lazy(PIECES.retention);
export const StatusPage = lazy(PIECES.status);
export const AuditPage = lazy(PIECES.audit);
export const PrivacyPage = lazy(PIECES.privacy);
export const ViewerPage = lazy(PIECES.viewer);
export const LayoutPage = lazy(PIECES.sideBySide);

/** Brings all pages, the viewer too, while the person signs in or looks at the first one: none is waited for later. */
export async function fetchPages() {
  for (const piece of Object.values(PIECES)) await piece();
}

/** Brings the first page while the session is being looked up. */
export function fetchFirst(path: string) {
  if (DOOR.test(path)) return;
  const pieces = [PIECES.signedIn(), PIECES.layout(), ...(path === '/' ? [PIECES.home()] : []), ...(path === '/patients' ? [PIECES.patients()] : [])];
  // A piece that cannot be had now is asked for again when it is shown.
  void Promise.allSettled(pieces);
}
