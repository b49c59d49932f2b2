import { Modal } from '@mantine/core';
import { ChooseFiles } from './ChooseFiles';
import type { UploadTarget } from './target';
import { RunningUpload } from './RunningUpload';
import { useUploads } from './UploadProvider';

type Props = { target: UploadTarget | null; onClose: () => void };

/** Choosing files, or, once there is an upload, how it goes. Closing it stops nothing. */
export function UploadDialog({ target, onClose }: Props) {
  const { upload, start } = useUploads();
  return (
    <Modal
      opened={target !== null}
      onClose={onClose}
      title={upload ? 'Upload' : 'Upload images'}
      size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {upload ? (
        <RunningUpload upload={upload} onClose={onClose} />
      ) : (
        <ChooseFiles target={target ?? {}} onStart={(files, profileId) => start(files, target ?? {}, profileId)} />
      )}
    </Modal>
  );
}
