import { Paper, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { DeviceTemplatesQuery } from '@/graphql/generated/graphql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { DeleteButton } from '@/ui/DeleteButton';
import { refusalOf, tell } from '@/ui/outcome';
import { count, dayOf } from '@/ui/words';
import { DELETE_DEVICE_TEMPLATE, DEVICE_TEMPLATES } from './documents';

type Template = DeviceTemplatesQuery['deviceTemplates'][number];

/** What reviewers taught about devices: it is blacked out whatever the profile. */
export function DeviceTemplates() {
  const [{ data }] = useQuery({ query: DEVICE_TEMPLATES, requestPolicy: 'cache-and-network' });
  const [victim, setVictim] = useState<Template | null>(null);
  const templates = data?.deviceTemplates ?? [];
  if (templates.length === 0) return null;
  return (
    <Paper withBorder radius="lg" p="lg" mt="lg" component="section" aria-labelledby="devices">
      <Title order={2} id="devices">
        Learnt from reviews
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        On new images of these devices, the boxes that reviewers marked are blacked out, whatever the profile.
      </Text>
      <Table fz="sm" aria-labelledby="devices">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Device</Table.Th>
            <Table.Th>Boxes</Table.Th>
            <Table.Th>Since</Table.Th>
            <Table.Th>
              <span className="visually-hidden">Forget</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {templates.map((template) => (
            <Table.Tr key={template.id}>
              <Table.Td>{template.device}</Table.Td>
              <Table.Td>{template.regions.map(({ x, y, width, height }) => `${width} × ${height} at ${x}, ${y}`).join('; ')}</Table.Td>
              <Table.Td>{dayOf(template.createdAt)}</Table.Td>
              <Table.Td ta="right">
                <DeleteButton label={`Forget ${template.device}`} onClick={() => setVictim(template)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {victim && <Forget template={victim} onClose={() => setVictim(null)} />}
    </Paper>
  );
}

function Forget({ template, onClose }: { template: Template; onClose: () => void }) {
  const [, remove] = useMutation(DELETE_DEVICE_TEMPLATE);
  const confirm = async () => {
    const result = await remove({ input: { id: template.id } });
    const refusal = refusalOf(result, result.data?.deleteDeviceTemplate.errors);
    if (refusal === null) tell(`What was learnt of ${template.device} is forgotten.`);
    return refusal;
  };
  return (
    <ConfirmDelete title="Forget what was learnt?" action="Forget" opened onClose={onClose} onConfirm={confirm}>
      {count(template.regions.length, 'box', 'boxes')} of {template.device} will not be blacked out by themselves any more. Images that are stored stay as
      they are.
    </ConfirmDelete>
  );
}
