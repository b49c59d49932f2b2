import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ChooseFiles } from './ChooseFiles';
import type { UploadTarget } from './target';
import { RunningUpload } from './RunningUpload';
import { useUploads } from './UploadProvider';

type Props = { target: UploadTarget | null; onClose: () => void };

/** Choosing files, or, once there is an upload, how it goes. Closing it stops nothing. */
export function UploadDialog({ target, onClose }: Props) {
  const { upload, start } = useUploads();
  const [isTrying, trying] = useDisclosure();
  return (
    <Modal
      opened={target !== null}
      onClose={onClose}
      title={upload ? 'Upload' : 'Upload images'}
      size={720}
      closeOnEscape={!isTrying}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {upload ? (
        <RunningUpload upload={upload} onClose={onClose} />
      ) : (
        <ChooseFiles target={target ?? {}} isTrying={isTrying} trying={trying} onStart={(files, profileId) => start(files, target ?? {}, profileId)} />
      )}
    </Modal>
  );
}
