import { ActionIcon, Tooltip } from '@mantine/core';
import { Trash2 } from 'lucide-react';

export const DeleteButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Tooltip label={label}>
    <ActionIcon variant="default" size={36} aria-label={label} onClick={onClick}>
      <Trash2 size={18} />
    </ActionIcon>
  </Tooltip>
);
