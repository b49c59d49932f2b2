import { useSyncExternalStore } from 'react';
import type { Permission } from '@/graphql/generated/graphql';
import { currentSession, subscribe, type Me } from './session';

export const useSession = () => useSyncExternalStore(subscribe, currentSession);

/** The signed-in person; pages below the sign-in gate always have one. */
export function useMe(): Me | null {
  const session = useSession();
  return session.state === 'signed-in' ? session.me : null;
}

/** Whether the person may do it: what a role does not grant is not offered. */
export function useMay(permission: Permission): boolean {
  return useMe()?.permissions.includes(permission) ?? false;
}
