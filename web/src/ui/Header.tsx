import { ActionIcon, Avatar, Button, Menu, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { LogOut, Moon, Settings, Sun, UserRound } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { signOut } from '@/session/session';
import { ReviewLink } from '@/reviews/ReviewLink';
import { useMay, useMe } from '@/session/useSession';
import { entriesOfHub } from '@/settings/entries';
import { UploadButton } from '@/uploads/UploadButton';
import { Brand } from './Brand';
import styles from './Layout.module.css';
import { sentenceCase } from './words';

export function Header() {
  const mayUpload = useMay('IMAGE_UPLOAD');
  const mayReview = useMay('PROFILE_WRITE');
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.home} aria-label="Medical Hub, home">
        <Brand />
      </Link>
      <nav aria-label="Main" className={styles.nav}>
        <NavLink to="/patients" className={styles.link}>
          Patients
        </NavLink>
        {mayUpload && (
          <NavLink to="/uploads" className={styles.link}>
            Uploads
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
      <AccountMenu />
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

function AccountMenu() {
  const me = useMe();
  if (!me) return null;
  const [ofHub] = entriesOfHub(me.permissions);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="transparent" c="white" px={4} aria-label="My account">
          <Avatar size={32} color="white" variant="filled" bg="#ffffff2b">
            {(me.name ?? me.email).slice(0, 1).toUpperCase()}
          </Avatar>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="bright" truncate>
            {me.name ?? me.email}
          </Text>
          {me.name && <Text size="xs" truncate>{me.email}</Text>}
          <Text size="xs">{sentenceCase(me.role)}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/account" leftSection={<UserRound size={16} />}>
          My account
        </Menu.Item>
        {ofHub && (
          <Menu.Item component={Link} to={ofHub.to} leftSection={<Settings size={16} />}>
            Settings
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
