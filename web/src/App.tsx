import { Suspense, useEffect } from 'react';
import { createBrowserRouter, Navigate, Outlet, RouterProvider } from 'react-router';
import {
  AccountPage,
  AuditPage,
  CollectionPage,
  CollectionsPage,
  DictionaryPage,
  ExplorerPage,
  ExportsPage,
  fetchPages,
  FoldersPage,
  ForgottenPasswordPage,
  HomePage,
  Layout,
  LayoutPage,
  PatientPage,
  PatientsPage,
  PersistedPage,
  PrivacyPage,
  ProfilesPage,
  ResetPasswordPage,
  RetentionPage,
  ReviewPage,
  RolesPage,
  SeriesPage,
  SessionsPage,
  SharedPage,
  SharesPage,
  SettingsLayout,
  SignInPage,
  SignUpPage,
  StatusPage,
  StudiesPage,
  StudyPage,
  TokensPage,
  UploadsPage,
  UsersPage,
  ViewerPage,
} from './pages';
import { Door } from './session/Door';
import { SessionGate } from './session/SessionGate';
import { NotFoundPage } from './ui/NotFoundPage';
import { PageError } from './ui/PageError';

/** The first page is there by then. */
const IDLE_MS = 500;

const router = createBrowserRouter([
  {
    element: <Door />,
    errorElement: <PageError />,
    children: [
      { path: '/sign-in', element: <SignInPage /> },
      { path: '/sign-up', element: <SignUpPage /> },
      { path: '/forgotten-password', element: <ForgottenPasswordPage /> },
      { path: '/reset-password', element: <ResetPasswordPage /> },
    ],
  },
  {
    path: '/share',
    element: (
      <Suspense>
        <SharedPage />
      </Suspense>
    ),
    errorElement: <PageError />,
  },
  {
    element: (
      <SessionGate>
        <Layout />
      </SessionGate>
    ),
    errorElement: <PageError />,
    children: [
      {
        element: <Outlet />,
        errorElement: <PageError />,
        children: [
          { path: '/', element: <HomePage /> },
          { path: '/patients', element: <PatientsPage /> },
          { path: '/patients/:id', element: <PatientPage /> },
          { path: '/studies', element: <StudiesPage /> },
          { path: '/studies/:id', element: <StudyPage /> },
          { path: '/studies/:id/view', element: <LayoutPage /> },
          { path: '/series/:id', element: <SeriesPage /> },
          { path: '/images', element: <FoldersPage /> },
          { path: '/images/:id', element: <ViewerPage /> },
          { path: '/collections', element: <CollectionsPage /> },
          { path: '/collections/:id', element: <CollectionPage /> },
          { path: '/uploads', element: <UploadsPage /> },
          { path: '/exports', element: <ExportsPage /> },
          { path: '/review/:id?', element: <ReviewPage /> },
          { path: '/profiles/:name?', element: <ProfilesPage /> },
          { path: '/graphql', element: <ExplorerPage /> },
          {
            path: '/settings',
            element: <SettingsLayout />,
            children: [
              { index: true, element: <Navigate to="/settings/account" replace /> },
              { path: 'account', element: <AccountPage /> },
              { path: 'sessions', element: <SessionsPage /> },
              { path: 'shares', element: <SharesPage /> },
              { path: 'tokens', element: <TokensPage /> },
              { path: 'users', element: <UsersPage /> },
              { path: 'roles', element: <RolesPage /> },
              { path: 'dictionary', element: <DictionaryPage /> },
              { path: 'documents', element: <PersistedPage /> },
              { path: 'retention', element: <RetentionPage /> },
              { path: 'status', element: <StatusPage /> },
              { path: 'audit', element: <AuditPage /> },
              { path: 'privacy', element: <PrivacyPage /> },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);

export function App() {
  useEffect(() => {
    // A piece that cannot be had now is asked for again when its page is opened.
    // Who follows a link needs no other page.
    if (window.location.pathname === '/share') return undefined;
    const timer = setTimeout(() => void fetchPages().catch(() => undefined), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <RouterProvider router={router} />;
}
