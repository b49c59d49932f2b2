import { Group, Kbd, Modal, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type Shortcut = { keys: string[]; does: string };
type Props = { opened: boolean; onClose: () => void; groups: Shortcut[][]; children: ReactNode };

const NAMES: Record<string, string> = {
  ArrowDown: '↓', ArrowRight: '→', ArrowUp: '↑', ArrowLeft: '←', PageDown: 'Page ↓', PageUp: 'Page ↑', ' ': 'Space', Backspace: '⌫',
};

export const keyName = (key: string) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** What keys and mouse do on a page that is worked with by hand. */
export const ShortcutSheet = ({ opened, onClose, groups, children }: Props) => (
  <Modal opened={opened} onClose={onClose} title="Keyboard and mouse" closeButtonProps={{ 'aria-label': 'Close' }}>
    <Table verticalSpacing={5} aria-label="Keyboard shortcuts">
      {groups.map((shortcuts) => (
        <Table.Tbody key={shortcuts[0]?.does}>
          {shortcuts.map(({ keys, does }) => (
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
      ))}
    </Table>
    <Text size="sm" c="dimmed" mt="md">
      {children}
    </Text>
  </Modal>
);
