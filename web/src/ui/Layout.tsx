import { Center, Loader } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Outlet } from 'react-router';
import { UploadProvider } from '@/uploads/UploadProvider';
import { Header } from './Header';
import styles from './Layout.module.css';

export function Layout() {
  // The viewer's code comes while the person still looks at a list, so that the first image does not wait for it.
  useEffect(() => {
    const timer = setTimeout(() => void import('@/viewer/ViewerPage'), 800);
    return () => clearTimeout(timer);
  }, []);
  return (
    <UploadProvider>
      <a href="#main" className="skip-link">
        Skip to the content
      </a>
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
