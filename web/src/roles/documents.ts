import { graphql } from '@/graphql/generated';

export const ROLE_PERMISSIONS = graphql(`
  query RolePermissions {
    rolePermissions { role permissions needsSecondFactor }
  }
`);

export const SET_ROLE_PERMISSIONS = graphql(`
  mutation SetRolePermissions($input: SetRolePermissionsInput!) {
    setRolePermissions(input: $input) {
      rolePermissions { role permissions needsSecondFactor }
      errors { ...Refusal }
    }
  }
`);
