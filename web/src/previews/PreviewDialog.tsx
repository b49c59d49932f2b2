import { Alert, Button, FileButton, Group, Modal, Select, Stack } from '@mantine/core';
import { FileSearch, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { ProfileSelect } from '@/profiles/ProfileSelect';
import { Empty } from '@/ui/Empty';
import { PreviewPanel } from './PreviewPanel';

/** More files than this are not listed: each of them can still be found by its name. */
const MOST_FILES = 100;

type Candidate = { file: File; path: string };
type Props = {
  opened: boolean;
  onClose: () => void;
  profileId: string;
  /** Called when the person tries another profile. */
  onProfile?: (id: string) => void;
  /** The files to choose from; without them the person brings one. */
  files?: Candidate[];
};

/** What would become of one file; nothing is stored. */
export const PreviewDialog = ({ opened, onClose, ...rest }: Props) => (
  <Modal
    opened={opened}
    onClose={onClose}
    size="min(1200px, 96vw)"
    title={rest.files ? 'What will be removed?' : 'Try on a file'}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    <Content {...rest} />
  </Modal>
);

function Content({ profileId: first, onProfile, files = [] }: Omit<Props, 'opened' | 'onClose'>) {
  const candidates = files.filter(({ path }) => !/\.(zip|txt|pdf|xml|json|csv)$/i.test(path) && !/(^|\/)DICOMDIR$/i.test(path));
  const [path, setPath] = useState<string | null>(candidates[0]?.path ?? null);
  const [profileId, setProfileId] = useState(first);
  const chooseProfile = (id: string) => {
    setProfileId(id);
    onProfile?.(id);
  };
  const [own, setOwn] = useState<File | null>(null);
  const file = own ?? candidates.find((candidate) => candidate.path === path)?.file ?? null;
  return (
    <Stack>
      <Alert color="teal" icon={<ShieldCheck size={18} />} p="sm">
        A dry run: nothing is stored. The file is read, shown to you alone, and forgotten.
      </Alert>
      <Group align="end" gap="sm">
        {candidates.length > 0 && (
          <Select
            label="File"
            flex="2 1 260px"
            data={candidates.map((candidate) => candidate.path)}
            limit={MOST_FILES}
            value={path}
            onChange={setPath}
            allowDeselect={false}
            searchable
          />
        )}
        <ProfileSelect value={profileId} onChange={chooseProfile} />
        {files.length === 0 && <OwnFile onChoose={setOwn} variant={own ? 'default' : 'filled'} />}
      </Group>
      {file ? (
        <PreviewPanel key={`${profileId} ${path}`} file={file} profileId={profileId} />
      ) : (
        <Empty icon={FileSearch} title={files.length ? 'None of these files can be shown' : 'Choose a DICOM file'}>
          {files.length
            ? 'Archives are opened on the server only when they are uploaded. Choose a DICOM file to see what will be removed.'
            : 'You see each attribute and the picture as they are, and beside them as they would be stored.'}
        </Empty>
      )}
    </Stack>
  );
}

const OwnFile = ({ onChoose, variant }: { onChoose: (file: File | null) => void; variant: string }) => (
  <FileButton onChange={onChoose} inputProps={{ 'aria-label': 'File to try' }}>
    {(props) => (
      <Button variant={variant} {...props} data-autofocus>
        Choose a file
      </Button>
    )}
  </FileButton>
);
