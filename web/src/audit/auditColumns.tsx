import { Anchor, Text } from '@mantine/core';
import type { AuditEventsQuery } from '@/graphql/generated/graphql';
import type { Column } from '@/ui/DataTable';
import { count } from '@/ui/words';
import { actionName } from './actions';

export type EventRow = AuditEventsQuery['auditEvents']['nodes'][number];

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
export const exactly = (moment: string) => EXACT.format(new Date(moment));

export const whoOf = ({ actor, actorId }: Pick<EventRow, 'actor' | 'actorId'>) =>
  actor ? actor.name || actor.email : actorId ? 'Deleted account' : 'Nobody signed in';

export const auditColumns = (onShow: (event: EventRow) => void): Column<EventRow>[] => [
  { id: 'when', header: 'When', cell: (row) => <span className="numbers">{exactly(row.createdAt)}</span> },
  {
    id: 'who',
    header: 'Who',
    cell: (row) => (
      <Text size="sm" c={row.actor ? undefined : 'dimmed'} title={row.actor?.email ?? row.actorId ?? undefined}>
        {whoOf(row)}
      </Text>
    ),
  },
  {
    id: 'what',
    header: 'What',
    cell: (row) => (
      <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onShow(row)}>
        {actionName(row.action)}
      </Anchor>
    ),
  },
  { id: 'objects', header: 'Of', cell: (row) => <Objects of={row.objects} /> },
  { id: 'address', header: 'From', cell: (row) => <span className="mono">{row.address || '–'}</span> },
];

const Objects = ({ of: [first, ...rest] }: { of: string[] }) =>
  first ? (
    <>
      <span className="mono">{first}</span>
      {rest.length > 0 && (
        <Text size="xs" c="dimmed">
          and {count(rest.length, 'other')}
        </Text>
      )}
    </>
  ) : (
    <>–</>
  );
