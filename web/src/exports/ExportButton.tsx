import { Button, type ButtonProps } from '@mantine/core';
import { Download } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { Client } from 'urql';
import type { ExportLevel, PatientFilter } from '@/graphql/generated/graphql';
import { useMay } from '@/session/useSession';

const ExportDialog = lazy(() => import('./ExportDialog'));

/** What is to be exported: records by their ids, at once or read when they are needed, or the patients of a filter. */
export type Exported = {
  level: ExportLevel;
  count: number | null;
  ids?: string[];
  read?: (client: Client) => Promise<string[]>;
  filter?: PatientFilter | null;
  /** The newest version of it, as it was frozen. */
  collectionId?: string;
};

/** The dialog that exports, and what opens it; nothing for those who may not. */
export function useExport(what: Exported): { open?: () => void; dialog: ReactNode } {
  const mayExport = useMay('DATA_EXPORT');
  const [opened, setOpened] = useState<Exported | null>(null);
  if (!mayExport) return { dialog: null };
  return {
    open: () => setOpened(what),
    dialog: opened && (
      <Suspense>
        <ExportDialog what={opened} onClose={() => setOpened(null)} />
      </Suspense>
    ),
  };
}

/** Exports what a list or a record has. */
export function ExportButton({ what, ...rest }: { what: Exported } & ButtonProps) {
  const { open, dialog } = useExport(what);
  if (!open) return null;
  return (
    <>
      <Button variant="default" leftSection={<Download size={16} />} disabled={what.count === 0} onClick={open} {...rest}>
        Export
      </Button>
      {dialog}
    </>
  );
}
