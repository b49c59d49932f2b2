import { useQuery } from 'urql';
import { ROLE_PERMISSIONS } from '@/roles/documents';
import { useMe } from '@/session/useSession';
import type { Role } from '@/graphql/generated/graphql';

/** The roles that the person may give: none that may do more than the person. */
export function useGrantableRoles(): Role[] {
  const me = useMe();
  const [{ data }] = useQuery({ query: ROLE_PERMISSIONS });
  return (data?.rolePermissions ?? [])
    .filter(({ permissions }) => me?.role === 'ADMINISTRATOR' || permissions.every((each) => me?.permissions.includes(each)))
    .map(({ role }) => role);
}
