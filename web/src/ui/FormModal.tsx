import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { title: string; opened: boolean; onClose: () => void; children: ReactNode };

export const FormModal = ({ title, opened, onClose, children }: Props) => (
  <Modal opened={opened} onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
    {children}
  </Modal>
);
