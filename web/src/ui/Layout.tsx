import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { UploadProvider } from '@/uploads/UploadProvider';
import { Header } from './Header';
import styles from './Layout.module.css';

const Messages = lazy(() => import('./Messages'));

export default function Layout() {
  return (
    <UploadProvider>
      <a href="#main" className="skip-link">
        Skip to the content
      </a>
      {/* Below the router, because messages link to pages. */}
      <Suspense>
        <Messages />
      </Suspense>
      <Header />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Suspense
          fallback={
            <Center h="60vh">
              <Loader aria-label="Loading" />
            </Center>
          }
        >
          <Outlet />
        </Suspense>
      </main>
    </UploadProvider>
  );
}
