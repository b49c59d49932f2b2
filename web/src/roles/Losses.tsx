import { List, Text } from '@mantine/core';
import type { Permission } from '@/graphql/generated/graphql';
import { permissionName } from './permissions';

/** What the person loses by saving. */
export const Losses = ({ permissions, mustSetUp }: { permissions: Permission[]; mustSetUp: boolean }) => (
  <>
    {permissions.length > 0 && (
      <>
        <Text>Your own role will not grant this any more:</Text>
        <List mt="xs" mb="sm">
          {permissions.map((permission) => (
            <List.Item key={permission}>{permissionName(permission)}</List.Item>
          ))}
        </List>
      </>
    )}
    {mustSetUp && <Text>Your role will need a second factor, and you have none: you set one up before you can go on.</Text>}
  </>
);
