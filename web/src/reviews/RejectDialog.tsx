import { ConfirmDelete } from '@/ui/ConfirmDelete';

type Props = { opened: boolean; onClose: () => void; onConfirm: () => Promise<string | null> };

export const RejectDialog = ({ opened, onClose, onConfirm }: Props) => (
  <ConfirmDelete title="Reject this image?" action="Reject" opened={opened} onClose={onClose} onConfirm={onConfirm}>
    What was uploaded and what was stored of it are deleted, for good. Readers never see it, and the same file is not taken again.
  </ConfirmDelete>
);
