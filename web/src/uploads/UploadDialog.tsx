import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ChooseFiles } from './ChooseFiles';
import type { Chosen, UploadTarget } from './target';
import { RunningUpload } from './RunningUpload';
import { useUploads } from './UploadProvider';

type Props = { opened: boolean; target: UploadTarget; chosen: Chosen[]; onClose: () => void };

/** Choosing files, or, once there is an upload, how it goes. Closing it stops nothing. */
export function UploadDialog({ opened, target, chosen, onClose }: Props) {
  const { upload, start } = useUploads();
  const [isTrying, trying] = useDisclosure();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={upload ? 'Upload' : 'Upload images'}
      size={720}
      closeOnEscape={!isTrying}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {upload ? (
        <RunningUpload upload={upload} onClose={onClose} />
      ) : (
        <ChooseFiles target={target} chosen={chosen} isTrying={isTrying} trying={trying} onStart={(files, profileId, before) => start(files, target, profileId, before)} />
      )}
    </Modal>
  );
}
