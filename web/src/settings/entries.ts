import type { Permission } from '@/graphql/generated/graphql';

export type Entry = { to: string; text: string; needs?: Permission };

const OWN: Entry[] = [
  { to: '/settings/account', text: 'My account' },
  { to: '/settings/sessions', text: 'Sessions' },
  { to: '/settings/tokens', text: 'API tokens' },
  { to: '/settings/shares', text: 'Shared links', needs: 'SHARE' },
  { to: '/graphql', text: 'API explorer' },
];

const HUB: Entry[] = [
  { to: '/settings/users', text: 'Users', needs: 'USER_MANAGE' },
  { to: '/settings/roles', text: 'Roles', needs: 'USER_MANAGE' },
  { to: '/settings/dictionary', text: 'Data dictionary', needs: 'DICTIONARY_WRITE' },
  { to: '/settings/documents', text: 'Persisted documents', needs: 'DOCUMENT_PERSIST' },
  { to: '/settings/audit', text: 'Audit', needs: 'AUDIT_READ' },
  { to: '/settings/privacy', text: 'Privacy', needs: 'PRIVACY_MANAGE' },
  { to: '/settings/retention', text: 'Retention', needs: 'PRIVACY_MANAGE' },
  { to: '/settings/status', text: 'System status', needs: 'SYSTEM_MANAGE' },
];

/** What is the person's own, as far as their role has it. */
export const entriesOfOwn = (permissions: readonly Permission[]) => OWN.filter(({ needs }) => !needs || permissions.includes(needs));

/** What of the hub's settings the person may open. */
export const entriesOfHub = (permissions: readonly Permission[]) => HUB.filter(({ needs }) => !needs || permissions.includes(needs));
