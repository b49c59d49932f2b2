import { Avatar, Button, Menu, Text } from '@mantine/core';
import { LogOut, Settings, UserRound } from 'lucide-react';
import { Link } from 'react-router';
import { signOut } from '@/session/session';
import { useMe } from '@/session/useSession';
import { entriesOfHub } from '@/settings/entries';
import { sentenceCase } from './words';

/** Who is signed in, the way to the settings, and the way out. */
export default function AccountMenu() {
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
