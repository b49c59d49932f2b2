import type { Role, UserStatus } from '@/graphql/generated/graphql';
import { ROLES } from '@/roles/permissions';

/** What the list shows; the search words stay out of the address, because they name a person. */
export type UserFilters = { status: UserStatus | null; role: Role | null };

export const STATUSES: UserStatus[] = ['PENDING', 'ACTIVE', 'DISABLED'];
export const STATUS_NAMES: Record<UserStatus, string> = { PENDING: 'Waiting', ACTIVE: 'Active', DISABLED: 'Disabled' };

export function fromAddress(parameters: URLSearchParams): UserFilters {
  return { status: oneOf(STATUSES, parameters.get('status')), role: oneOf(ROLES, parameters.get('role')) };
}

/** The address that `fromAddress` reads back. */
export function toAddress({ status, role }: UserFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  if (status) parameters.set('status', status.toLowerCase());
  if (role) parameters.set('role', role.toLowerCase());
  return parameters;
}

const oneOf = <Value extends string>(values: Value[], text: string | null): Value | null => values.find((value) => value.toLowerCase() === text) ?? null;
