import type { Permission, Role } from '@/graphql/generated/graphql';

export type Grants = { role: Role; permissions: Permission[]; needsSecondFactor: boolean };
type Me = { role: string; permissions: Permission[]; secondFactor?: string | null };

/** Nobody could undo it. */
export const isFixed = (role: Role, permission: Permission) => role === 'ADMINISTRATOR' && permission === 'USER_MANAGE';

export const toggled = (draft: Grants[], role: Role, permission: Permission): Grants[] =>
  draft.map((each) =>
    each.role !== role
      ? each
      : {
          ...each,
          permissions: each.permissions.includes(permission) ? each.permissions.filter((name) => name !== permission) : [...each.permissions, permission],
        },
  );

export const withSecondFactor = (draft: Grants[], role: Role, needsSecondFactor: boolean): Grants[] =>
  draft.map((each) => (each.role === role ? { ...each, needsSecondFactor } : each));

/** The roles that the draft changes; the person's own is last, because it may take the right to change the others. */
export function changed(before: Grants[], draft: Grants[], me: Me): Grants[] {
  const isSame = (one: Grants, other: Grants) =>
    one.needsSecondFactor === other.needsSecondFactor &&
    one.permissions.length === other.permissions.length &&
    one.permissions.every((permission) => other.permissions.includes(permission));
  const found = draft.filter((each) => !before.some((other) => other.role === each.role && isSame(other, each)));
  return [...found.filter(({ role }) => role !== me.role), ...found.filter(({ role }) => role === me.role)];
}

/** What the person loses by it. */
export function losses(before: Grants[], draft: Grants[], me: Me): { permissions: Permission[]; mustSetUp: boolean } {
  const old = before.find(({ role }) => role === me.role);
  const own = draft.find(({ role }) => role === me.role);
  if (!old || !own) return { permissions: [], mustSetUp: false };
  return {
    permissions: old.permissions.filter((permission) => !own.permissions.includes(permission)),
    mustSetUp: own.needsSecondFactor && !old.needsSecondFactor && me.secondFactor !== 'ON',
  };
}

/** Whether the person may change the role: nobody gives or takes what they do not have, but administrators. */
export const mayChange = (grants: Grants, me: Me) => me.role === 'ADMINISTRATOR' || grants.permissions.every((each) => me.permissions.includes(each));
export const mayGive = (permission: Permission, me: Me) => me.role === 'ADMINISTRATOR' || me.permissions.includes(permission);
