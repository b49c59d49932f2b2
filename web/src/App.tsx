import { createBrowserRouter, Navigate, Outlet, RouterProvider } from 'react-router';
import { PatientPage, SeriesPage, StudyPage, UploadsPage, ViewerPage } from './pages';
import { PatientsPage } from './patients/PatientsPage';
import { SessionGate } from './session/SessionGate';
import { SignInPage } from './session/SignInPage';
import { Layout } from './ui/Layout';
import { NotFoundPage } from './ui/NotFoundPage';
import { PageError } from './ui/PageError';

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
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);

export const App = () => <RouterProvider router={router} />;
