import type { Permission } from '@/graphql/generated/graphql';

export type Entry = { to: string; text: string; needs?: Permission };

/** What everybody has. */
export const OWN: Entry[] = [
  { to: '/settings/account', text: 'My account' },
  { to: '/settings/sessions', text: 'Sessions' },
  { to: '/settings/tokens', text: 'API tokens' },
  { to: '/graphql', text: 'API explorer' },
];

const HUB: Entry[] = [
  { to: '/settings/users', text: 'Users', needs: 'USER_MANAGE' },
  { to: '/settings/roles', text: 'Roles', needs: 'USER_MANAGE' },
  { to: '/settings/audit', text: 'Audit', needs: 'AUDIT_READ' },
  { to: '/settings/privacy', text: 'Privacy', needs: 'PRIVACY_MANAGE' },
];

/** What of the hub's settings the person may open. */
export const entriesOfHub = (permissions: readonly Permission[]) => HUB.filter(({ needs }) => !needs || permissions.includes(needs));
