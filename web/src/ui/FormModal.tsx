import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFocusBack } from './useFocusBack';

type Props = { title: string; opened: boolean; onClose: () => void; children: ReactNode };

export const FormModal = ({ title, opened, onClose, children }: Props) => {
  useFocusBack(opened);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      {children}
    </Modal>
  );
};
