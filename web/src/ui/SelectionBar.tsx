import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { Download, FolderPlus, Trash2 } from 'lucide-react';
import styles from './SelectionBar.module.css';

type Props = { text: string; onExport?: () => void; onCollect?: () => void; onDelete?: () => void; onClear: () => void };

/** What can be done with the rows that are ticked; it stays in sight at the foot of the window. */
export default function SelectionBar({ text, onExport, onCollect, onDelete, onClear }: Props) {
  return (
    <Paper withBorder shadow="md" radius="lg" p="xs" pl="md" className={styles.bar} role="region" aria-label="Selected rows">
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} className="numbers" role="status" style={{ whiteSpace: 'nowrap' }}>
          {text}
        </Text>
        {onExport && (
          <Button size="xs" variant="light" leftSection={<Download size={15} />} onClick={onExport}>
            Export selected
          </Button>
        )}
        {onCollect && (
          <Button size="xs" variant="light" leftSection={<FolderPlus size={15} />} onClick={onCollect}>
            Add to collection
          </Button>
        )}
        {onDelete && (
          <Button size="xs" color="red.9" leftSection={<Trash2 size={15} />} onClick={onDelete}>
            Delete selected
          </Button>
        )}
        <CloseButton aria-label="Select nothing" onClick={onClear} />
      </Group>
    </Paper>
  );
}
