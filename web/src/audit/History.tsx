import { Anchor, List, Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Failure } from '@/ui/Failure';
import { Section } from '@/ui/Section';
import { moment } from '@/ui/words';
import { actionName } from './actions';
import { whoOf } from './auditColumns';
import { HISTORY } from './documents';

/** What was done to a record, the newest first, for those who read the audit trail. */
export default function History({ id }: { id: string }) {
  const [{ data, error }, reload] = useQuery({ query: HISTORY, variables: { id }, requestPolicy: 'cache-and-network' });
  const events = data?.auditEvents.nodes;
  return (
    <Section title="History" aside={<Anchor component={Link} to={`/settings/audit?object=${id}`} size="sm">All</Anchor>}>
      {error && !events && <Failure error={error} onRetry={reload} />}
      {!events && !error && <Skeleton height={80} />}
      {events?.length === 0 && <Text size="sm" c="dimmed">Nobody has changed it by hand.</Text>}
      {events && events.length > 0 && (
        <List size="sm" spacing={6} listStyleType="none" aria-label="What was done">
          {events.map((event) => (
            <List.Item key={event.id}>
              {actionName(event.action)}
              <Text size="xs" c="dimmed">
                {whoOf(event)}, {moment(event.createdAt)}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
