import { Button } from '@mantine/core';
import { Share2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '@/session/useSession';

const ShareDialog = lazy(() => import('./ShareDialog'));

/** Opens the dialog that makes a link; nothing for those who may not. */
export function ShareButton({ id, name }: { id: string; name: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay('SHARE')) return null;
  return (
    <>
      <Button variant="default" leftSection={<Share2 size={16} />} onClick={() => setOpen(true)}>
        Share
      </Button>
      <Suspense>{isOpen && <ShareDialog id={id} name={name} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
