import { useEffect, useState } from 'react';

/** Gives focus back to what opened a dialog that came into being open: Mantine does so for the others alone. */
export const useFocusBack = (opened: boolean) => {
  const [opener] = useState(() => (opened ? document.activeElement : null));
  useEffect(() => {
    if (!opened || !(opener instanceof HTMLElement)) return undefined;
    return () => {
      const atClose = document.activeElement;
      window.setTimeout(() => {
        const now = document.activeElement;
        if (now === null || now === document.body || now === atClose) opener.focus({ preventScroll: true });
      }, 20);
    };
  }, [opened, opener]);
};
