import { Badge } from '@mantine/core';
import { Link } from 'react-router';
import type { Profile } from './draft';
import styles from './Profiles.module.css';

export const ProfileList = ({ profiles, shown }: { profiles: Profile[]; shown: string }) => (
  <nav aria-label="Profiles">
    <ul className={styles.list}>
      {profiles.map((profile) => (
        <li key={profile.name}>
          <Link to={`/profiles/${profile.name}`} className={styles.item} aria-current={profile.name === shown ? 'page' : undefined}>
            <span className={styles.name}>
              {profile.name}
              <Badge variant="light" size="sm" color={profile.isBuiltIn ? 'gray' : 'hub'} c={profile.isBuiltIn ? 'dimmed' : undefined}>
                {profile.isBuiltIn ? 'Built in' : `Version ${profile.version}`}
              </Badge>
            </span>
            {profile.description && <small>{profile.description}</small>}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
