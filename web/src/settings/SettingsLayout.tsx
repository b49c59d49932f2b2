import { Loader } from '@mantine/core';
import { Suspense } from 'react';
import { NavLink, Outlet } from 'react-router';
import { useMe } from '@/session/useSession';
import layout from '@/ui/Layout.module.css';
import { entriesOfHub, entriesOfOwn, type Entry } from './entries';
import styles from './Settings.module.css';

/** The settings' navigation, with what the person may open, beside the page. */
export default function SettingsLayout() {
  const permissions = useMe()?.permissions ?? [];
  const ofHub = entriesOfHub(permissions);
  return (
    <div className={`${layout.page} ${styles.columns}`}>
      <nav aria-label="Settings" className={styles.nav}>
        <Entries title="Me" entries={entriesOfOwn(permissions)} />
        {ofHub.length > 0 && <Entries title="The hub" entries={ofHub} />}
      </nav>
      <div>
        <Suspense fallback={<Loader aria-label="Loading" />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}

const Entries = ({ title, entries }: { title: string; entries: Entry[] }) => (
  <div>
    <p className={styles.title}>{title}</p>
    <ul className={styles.list}>
      {entries.map(({ to, text }) => (
        <li key={to}>
          <NavLink to={to} className={styles.link}>
            {text}
          </NavLink>
        </li>
      ))}
    </ul>
  </div>
);
