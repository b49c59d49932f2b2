import { Anchor, Button, Group, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import facts from '@/ui/Facts.module.css';
import { FormModal } from '@/ui/FormModal';
import { number } from '@/ui/words';
import { actionName, pageOf } from './actions';
import styles from './Audit.module.css';
import { exactly, whoOf, type EventRow } from './auditColumns';
import type { AuditFilters } from './filters';

type Props = { event: EventRow; onClose: () => void; onNarrow: (part: Partial<AuditFilters>) => void };

/** All that the trail holds of one event. */
export function EventDetails({ event, onClose, onNarrow }: Props) {
  const rows: [string, ReactNode][] = [
    ['When', exactly(event.createdAt)],
    ['Who', <Who key="who" event={event} />],
    ['What', <span key="what" className="mono">{event.action}</span>],
    ['From', event.address || '–'],
    ['Request', <span key="request" className="mono">{event.requestId}</span>],
    ['Event', <span key="event" className="mono">{event.id}</span>],
    ['In the chain', event.sequence == null ? 'Not sealed yet: within a second' : `Number ${number(event.sequence)}`],
  ];
  const hasDetails = Object.keys(event.details).length > 0;
  const [only] = event.objects;
  return (
    <FormModal title={actionName(event.action)} opened onClose={onClose}>
      <dl className={facts.facts}>
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
        {event.objects.length > 0 && (
          <>
            <dt>Of</dt>
            <dd>
              <ul className={`${styles.objects} mono`} tabIndex={event.objects.length > 8 ? 0 : undefined} aria-label="Records">
                {event.objects.map((id) => (
                  <li key={id}>
                    <Record id={id} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {hasDetails && (
        <>
          <Text size="sm" fw={600} mt="md" mb={4}>
            Details
          </Text>
          <pre className={styles.details} tabIndex={0} aria-label="Details">
            {JSON.stringify(event.details, null, 2)}
          </pre>
        </>
      )}
      <Group gap="xs" mt="lg">
        {event.actorId && (
          <Button size="xs" variant="default" onClick={() => onNarrow({ actor: event.actorId ?? '' })}>
            All of this account
          </Button>
        )}
        {event.objects.length === 1 && only && (
          <Button size="xs" variant="default" onClick={() => onNarrow({ object: only })}>
            All of {only}
          </Button>
        )}
      </Group>
    </FormModal>
  );
}

const Who = ({ event }: { event: EventRow }) => (
  <>
    {whoOf(event)}
    {event.actorId && (
      <Text size="xs" c="dimmed" className="mono">
        {event.actorId}
      </Text>
    )}
  </>
);

function Record({ id }: { id: string }) {
  const page = pageOf(id);
  return page ? (
    <Anchor component={Link} to={page} inherit>
      {id}
    </Anchor>
  ) : (
    <>{id}</>
  );
}
