import { Checkbox, Table, Text, Tooltip } from '@mantine/core';
import { Fragment } from 'react';
import type { Permission } from '@/graphql/generated/graphql';
import type { Me } from '@/session/session';
import { sentenceCase } from '@/ui/words';
import { isFixed, mayChange, mayGive, toggled, withSecondFactor, type Grants } from './draft';
import { grouped, NOTES, permissionName } from './permissions';
import styles from './Roles.module.css';

type Props = { me: Me; draft: Grants[]; before: Grants[]; onChange: (draft: Grants[]) => void };

/** Permissions by role, as a table of boxes. */
export function RoleMatrix({ me, draft, before, onChange }: Props) {
  const isLocked = (role: Grants['role']) => !before.some((each) => each.role === role && mayChange(each, me));
  return (
    <div className={styles.frame}>
      <Table aria-label="Permissions by role" stickyHeader stickyHeaderOffset={56} verticalSpacing={8} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Permission</Table.Th>
            {draft.map(({ role }) => (
              <Table.Th key={role} ta="center" scope="col">
                {sentenceCase(role)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {grouped().map(([title, permissions]) => (
            <Fragment key={title}>
              <Table.Tr className={styles.group}>
                <Table.Th colSpan={draft.length + 1} scope="colgroup">
                  {title}
                </Table.Th>
              </Table.Tr>
              {permissions.map((permission) => (
                <Table.Tr key={permission}>
                  <Table.Th scope="row" fw={400}>
                    {permissionName(permission)}
                    {NOTES[permission] && (
                      <Text size="xs" c="dimmed">
                        {NOTES[permission]}
                      </Text>
                    )}
                  </Table.Th>
                  {draft.map((grants) => (
                    <Table.Td key={grants.role}>
                      <Box
                        grants={grants}
                        permission={permission}
                        isDisabled={isFixed(grants.role, permission) || isLocked(grants.role) || !mayGive(permission, me)}
                        onToggle={() => onChange(toggled(draft, grants.role, permission))}
                      />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Fragment>
          ))}
          <Table.Tr className={styles.group}>
            <Table.Th colSpan={draft.length + 1} scope="colgroup">
              Signing in
            </Table.Th>
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row" fw={400}>
              Needs a second factor
              <Text size="xs" c="dimmed">
                Whoever has none sets one up before anything else
              </Text>
            </Table.Th>
            {draft.map(({ role, needsSecondFactor }) => (
              <Table.Td key={role}>
                <Checkbox
                  className={styles.box}
                  aria-label={`${sentenceCase(role)}: needs a second factor`}
                  checked={needsSecondFactor}
                  disabled={isLocked(role)}
                  onChange={(event) => onChange(withSecondFactor(draft, role, event.currentTarget.checked))}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  );
}

type BoxProps = { grants: Grants; permission: Permission; isDisabled: boolean; onToggle: () => void };

function Box({ grants, permission, isDisabled, onToggle }: BoxProps) {
  const box = (
    <Checkbox
      className={styles.box}
      aria-label={`${sentenceCase(grants.role)}: ${permissionName(permission)}`}
      checked={grants.permissions.includes(permission)}
      disabled={isDisabled}
      onChange={onToggle}
    />
  );
  return isFixed(grants.role, permission) ? <Tooltip label="Administrators always manage users: nobody could undo this.">{box}</Tooltip> : box;
}
