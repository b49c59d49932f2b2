import { useEffect } from 'react';
import { createBrowserRouter, Navigate, Outlet, RouterProvider } from 'react-router';
import { fetchPages, PatientPage, ProfilesPage, ReviewPage, SeriesPage, StudyPage, UploadsPage, ViewerPage } from './pages';
import { PatientsPage } from './patients/PatientsPage';
import { SessionGate } from './session/SessionGate';
import { SignInPage } from './session/SignInPage';
import { Layout } from './ui/Layout';
import { NotFoundPage } from './ui/NotFoundPage';
import { PageError } from './ui/PageError';

/** The first page is there by then. */
const IDLE_MS = 500;

const router = createBrowserRouter([
  { path: '/sign-in', element: <SignInPage />, errorElement: <PageError /> },
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
          { path: '/', element: <Navigate to="/patients" replace /> },
          { path: '/patients', element: <PatientsPage /> },
          { path: '/patients/:id', element: <PatientPage /> },
          { path: '/studies/:id', element: <StudyPage /> },
          { path: '/series/:id', element: <SeriesPage /> },
          { path: '/images/:id', element: <ViewerPage /> },
          { path: '/uploads', element: <UploadsPage /> },
          { path: '/review/:id?', element: <ReviewPage /> },
          { path: '/profiles/:name?', element: <ProfilesPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);

export function App() {
  useEffect(() => {
    // A piece that cannot be had now is asked for again when its page is opened.
    const timer = setTimeout(() => void fetchPages().catch(() => undefined), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <RouterProvider router={router} />;
}
