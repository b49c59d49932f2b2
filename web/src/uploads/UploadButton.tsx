import { Button } from '@mantine/core';
import { Upload as UploadIcon } from 'lucide-react';
import { useMay } from '@/session/useSession';
import layout from '@/ui/Layout.module.css';
import type { UploadTarget } from './target';
import { useUploads } from './UploadProvider';

type Props = { target?: UploadTarget; variant?: 'default' | 'filled' | 'white' };

/** Opens the upload dialog; in the header it also tells how far a running upload is. */
export function UploadButton({ target, variant = 'white' }: Props) {
  const { upload, open } = useUploads();
  if (!useMay('IMAGE_UPLOAD')) return null;
  const isRunning = variant === 'white' && (upload?.state === 'sending' || upload?.state === 'stuck' || upload?.state === 'paused');
  const share = upload?.totalBytes ? Math.floor((100 * upload.bytes) / upload.totalBytes) : 0;
  const text = isRunning ? `Uploading ${share} %` : 'Upload';
  return (
    <Button
      variant={variant}
      size={variant === 'white' ? 'xs' : 'sm'}
      c={variant === 'white' ? '#0f4c8a' : undefined}
      leftSection={<UploadIcon size={16} aria-hidden />}
      classNames={variant === 'white' ? { section: layout.uploadSign } : undefined}
      onClick={() => open(target)}
      aria-label={text}
    >
      {/* On a phone the sign alone has room in the header. */}
      <span className={variant === 'white' ? layout.upload : undefined}>{text}</span>
    </Button>
  );
}
