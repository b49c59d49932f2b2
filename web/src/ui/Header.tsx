import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Moon, Sun } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { ReviewLink } from '@/reviews/ReviewLink';
import { useMay } from '@/session/useSession';
import { UploadButton } from '@/uploads/UploadButton';
import { Brand } from './Brand';
import styles from './Layout.module.css';

// It comes a moment after the page: menus are a good part of what a page needs.
const AccountMenu = lazy(() => import('./AccountMenu'));

export function Header() {
  const mayUpload = useMay('IMAGE_UPLOAD');
  const mayLook = useMay('IMAGE_READ');
  const mayExport = useMay('DATA_EXPORT');
  const mayReview = useMay('PROFILE_WRITE');
  const links = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen the links scroll: the one of this page is among those that are seen.
  useEffect(() => {
    links.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.home} aria-label="Medical Hub, home">
        <Brand />
      </Link>
      <nav aria-label="Main" className={styles.nav} ref={links}>
        <NavLink to="/patients" className={styles.link}>
          Patients
        </NavLink>
        <NavLink to="/studies" className={styles.link}>
          Studies
        </NavLink>
        {mayLook && (
          <NavLink to="/images" className={styles.link}>
            Images
          </NavLink>
        )}
        <NavLink to="/collections" className={styles.link}>
          Collections
        </NavLink>
        {mayUpload && (
          <NavLink to="/uploads" className={styles.link}>
            Uploads
          </NavLink>
        )}
        {mayExport && (
          <NavLink to="/exports" className={styles.link}>
            Exports
          </NavLink>
        )}
        {mayReview && <ReviewLink className={styles.link} />}
        {mayReview && (
          <NavLink to="/profiles" className={styles.link}>
            Profiles
          </NavLink>
        )}
      </nav>
      {mayUpload && <UploadButton />}
      <ColorSchemeButton />
      <Suspense fallback={<span className={styles.account} />}>
        <AccountMenu />
      </Suspense>
    </header>
  );
}

function ColorSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const next = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon variant="transparent" c="white" size="lg" aria-label={`Use the ${next} theme`} onClick={() => setColorScheme(next)}>
      {scheme === 'dark' ? <Sun size={19} /> : <Moon size={19} />}
    </ActionIcon>
  );
}
