import { Group, Kbd, Modal, Table, Text } from '@mantine/core';
import { keyName, SHORTCUTS } from './shortcuts';

export const ShortcutsDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => (
  <Modal opened={opened} onClose={onClose} title="Keyboard and mouse" closeButtonProps={{ 'aria-label': 'Close' }}>
    <Table verticalSpacing={5} aria-label="Keyboard shortcuts">
      <Table.Tbody>
        {SHORTCUTS.map(({ keys, does }) => (
          <Table.Tr key={does}>
            <Table.Td>{does}</Table.Td>
            <Table.Td>
              <Group gap={4} justify="flex-end">
                {keys.map((key) => (
                  <Kbd key={key}>{keyName(key)}</Kbd>
                ))}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
    <Text size="sm" c="dimmed" mt="md">
      The wheel scrolls, the right button zooms, the middle button moves. On a tablet, two fingers move.
    </Text>
  </Modal>
);
