import { Badge, Button, Group, Text } from '@mantine/core';
import type { SecondFactorStatus, UsersQuery, UserStatus } from '@/graphql/generated/graphql';
import type { Column } from '@/ui/DataTable';
import { dayOf, moment, sentenceCase } from '@/ui/words';
import { STATUS_NAMES } from './filters';

export type UserRow = UsersQuery['users']['nodes'][number];

const COLOURS: Record<UserStatus, string> = { PENDING: 'yellow', ACTIVE: 'teal', DISABLED: 'gray' };
const FACTORS: Record<SecondFactorStatus, string> = { NONE: 'None', ON: 'On', MISSING: 'Needed' };

export const nameOfUser = ({ name, email }: { name?: string | null; email: string }) => name || email;

type Actions = {
  myId: string;
  onAccept: (user: UserRow) => Promise<void>;
  onRefuse: (user: UserRow) => void;
  onEdit: (user: UserRow) => void;
};

export const userColumns = ({ myId, onAccept, onRefuse, onEdit }: Actions): Column<UserRow>[] => [
  {
    id: 'person',
    header: 'Person',
    cell: (row) => (
      <>
        <Text size="sm" fw={500}>
          {nameOfUser(row)}
          {row.id === myId && (
            <Badge ml="xs" variant="light">
              You
            </Badge>
          )}
        </Text>
        {row.name && (
          <Text size="xs" c="dimmed">
            {row.email}
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'role',
    header: 'Role',
    cell: (row) => (
      <>
        {sentenceCase(row.role)}
        {row.source === 'LDAP' && (
          <Text size="xs" c="dimmed">
            Directory
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: (row) => (
      <Badge variant="light" color={COLOURS[row.status]} c={row.status === 'ACTIVE' ? undefined : 'bright'}>
        {STATUS_NAMES[row.status]}
      </Badge>
    ),
  },
  { id: 'factor', header: 'Second factor', cell: (row) => (row.secondFactor ? FACTORS[row.secondFactor] : '–') },
  {
    id: 'seen',
    header: 'Last sign-in',
    cell: (row) => (
      <span className="numbers" title={`Account made ${dayOf(row.createdAt)}`}>
        {row.lastSignInAt ? moment(row.lastSignInAt) : 'Never'}
      </span>
    ),
  },
  {
    id: 'actions',
    header: <span className="visually-hidden">Actions</span>,
    align: 'right',
    cell: (row) =>
      row.status === 'PENDING' ? (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button size="xs" aria-label={`Accept ${row.email}`} onClick={() => void onAccept(row)}>
            Accept
          </Button>
          <Button size="xs" variant="default" aria-label={`Refuse ${row.email}`} onClick={() => onRefuse(row)}>
            Refuse
          </Button>
        </Group>
      ) : (
        <Button size="xs" variant="default" aria-label={`Edit ${row.email}`} onClick={() => onEdit(row)}>
          Edit
        </Button>
      ),
  },
];
