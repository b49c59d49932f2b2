import { Alert, Anchor, Badge, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { Search, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AttributeActionKind } from '@/graphql/generated/graphql';
import { isOn, REASONS } from '@/images/regions';
import { ReviewBadge } from '@/images/ReviewBadge';
import { useMay } from '@/session/useSession';
import { count, sentenceCase } from '@/ui/words';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

/** More lines than this are shown only when searched for. */
const MOST_LINES = 150;

type DeidentificationReport = ShownImage['deidentification'];

export function Report({ imageId, report, frame }: { imageId: string; report: DeidentificationReport; frame: number }) {
  const mayReview = useMay('PROFILE_WRITE');
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <ReviewBadge status={report.status} always />
        <Text size="sm" c="gray.4">
          {report.profile.name}, version {report.profileVersion}
        </Text>
      </Group>
      {report.status === 'NEEDS_REVIEW' && (
        <Alert color="yellow.4" variant="transparent" bg="#332a0c" bd="1px solid #6b5714" icon={<ShieldAlert size={18} />} p="sm" styles={{ message: { color: '#ffec99' } }}>
          {report.doubt ?? 'It could not be verified that nothing identifying is left.'} Only its uploader and the administrators see this image until it
          is reviewed.{' '}
          {mayReview && (
            <Anchor component={Link} to={`/review/${imageId}`} inherit c="inherit" underline="always">
              Review it
            </Anchor>
          )}
        </Alert>
      )}
      <Boxes regions={report.redactedRegions} frame={frame} />
      <Actions actions={report.actions} />
    </Stack>
  );
}

function Boxes({ regions, frame }: { regions: DeidentificationReport['redactedRegions']; frame: number }) {
  return (
    <section aria-labelledby="boxes">
      <Text component="h2" id="boxes" size="sm" fw={650} mb={4}>
        Blacked out
      </Text>
      {regions.length === 0 && (
        <Text size="sm" c="gray.4">
          Nothing in the pixels.
        </Text>
      )}
      <ul className={styles.boxes}>
        {regions.map((region) => (
          <li key={`${region.frame}-${region.x}-${region.y}-${region.width}-${region.height}`} data-elsewhere={!isOn(region, frame) || undefined}>
            {region.width} × {region.height} at {region.x}, {region.y}
            {region.frame > 1 && ` of frame ${region.frame}`}: {REASONS[region.reason]}
            {region.confidence != null && ` (${Math.round(region.confidence * 100)} %)`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ actions }: { actions: DeidentificationReport['actions'] }) {
  const [words, setWords] = useState('');
  const changed = actions.filter(({ action }) => action !== 'KEPT').length;
  const kinds = new Map<AttributeActionKind, number>();
  for (const { action } of actions) kinds.set(action, (kinds.get(action) ?? 0) + 1);
  const wanted = words.trim().toLowerCase();
  const found = actions.filter(({ path, keyword }) => `${path} ${keyword ?? ''}`.toLowerCase().includes(wanted));
  return (
    <section aria-labelledby="actions">
      <Text component="h2" id="actions" size="sm" fw={650} mb={6}>
        {count(changed, 'attribute')} changed
      </Text>
      <Group gap={6} mb="sm">
        {[...kinds].map(([kind, times]) => (
          <Badge key={kind} variant="outline" color="gray.4">
            {sentenceCase(kind)} {times}
          </Badge>
        ))}
      </Group>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search the changed attributes"
        placeholder="Search attributes"
        leftSection={<Search size={14} />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        mb="xs"
      />
      <Table verticalSpacing={3} horizontalSpacing={0} fz="xs" aria-label="Changed attributes">
        <Table.Tbody>
          {found.slice(0, MOST_LINES).map(({ path, keyword, action }, line) => (
            <Table.Tr key={`${path}-${line}`}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {keyword ?? <span className="mono">{path}</span>}
              </Table.Td>
              <Table.Td ta="right" c="gray.4" style={{ whiteSpace: 'nowrap' }}>
                {sentenceCase(action)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {found.length > MOST_LINES && (
        <Text size="xs" c="gray.4" mt={4}>
          {count(found.length - MOST_LINES, 'more attribute')}: search to see them.
        </Text>
      )}
    </section>
  );
}
