import { ShortcutSheet } from '@/ui/ShortcutSheet';
import { SHORTCUTS } from './shortcuts';

export const ShortcutsDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => (
  <ShortcutSheet opened={opened} onClose={onClose} groups={[SHORTCUTS]}>
    C plays the stack. The wheel scrolls, the right button zooms, the middle button moves. On a tablet, two fingers move. Measurements are not stored:
    they stay until you leave the hub.
  </ShortcutSheet>
);
