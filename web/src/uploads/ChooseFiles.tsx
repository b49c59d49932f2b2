import { Alert, Anchor, Button, FileButton, Group, Loader, Stack, Text } from '@mantine/core';
import { FolderUp, ScanSearch, ShieldCheck } from 'lucide-react';
import { useMemo, useState, type DragEvent } from 'react';
import { PreviewDialog } from '@/previews/PreviewDialog';
import { DEFAULT_PROFILE, ProfileSelect } from '@/profiles/ProfileSelect';
import { useMe } from '@/session/useSession';
import { bytes, count, moment, number } from '@/ui/words';
import styles from './ChooseFiles.module.css';
import { missing, readInterrupted, writeInterrupted, type Interrupted } from './interrupted';
import type { Chosen, UploadTarget } from './target';
import { filesOfDrop, filesOfPicker } from './traverse';
import { UploadSummary } from './UploadSummary';

type Props = {
  target: UploadTarget;
  /** What was dropped where the dialog was opened from. */
  chosen: Chosen[];
  /** Whether the dry run is open, which takes the Escape key for itself. */
  isTrying: boolean;
  trying: { open: () => void; close: () => void };
  onStart: (files: Chosen[], profileId: string, before?: Interrupted) => void;
};

export function ChooseFiles({ target, chosen, isTrying, trying, onStart }: Props) {
  const userId = useMe()?.id ?? '';
  const [all, setFiles] = useState<Chosen[]>(chosen);
  const [before, setBefore] = useState(() => readInterrupted(userId));
  const files = useMemo(() => (before ? missing(all, before) : all), [all, before]);
  const [profileId, setProfileId] = useState(DEFAULT_PROFILE);
  const [isOver, setOver] = useState(false);
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const add = (more: Chosen[]) => {
    setProblem(more.length ? null : 'There are no files in it.');
    setFiles((known) => [...new Map([...known, ...more].map((chosen) => [chosen.path, chosen])).values()]);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    setReading(true);
    try {
      add(await filesOfDrop(event.dataTransfer.items));
    } catch {
      setProblem('The browser could not read what was dropped. Choose the folder with the button instead.');
    } finally {
      setReading(false);
    }
  };
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <Stack>
      {target.name && (
        <Alert color="hub" p="sm">
          The images go to <b>{target.name}</b>.
        </Alert>
      )}
      {before && (
        <Alert color="yellow" p="sm" title="An upload was interrupted">
          {number(before.sent.length)} of {count(before.total, 'file')} had arrived, {moment(new Date(before.at).toISOString())}. Choose the same files
          again: those that arrived are not sent twice.{' '}
          <Anchor
            component="button"
            type="button"
            inherit
            onClick={() => {
              writeInterrupted(userId, null);
              setBefore(null);
            }}
          >
            Begin anew
          </Anchor>
        </Alert>
      )}
      <div
        className={styles.zone}
        data-over={isOver || undefined}
        data-testid="drop-zone"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void drop(event)}
      >
        <FolderUp size={40} strokeWidth={1.5} aria-hidden />
        <Text fw={600} mt="xs">
          Drop DICOM files, folders or zip archives here
        </Text>
        <Group justify="center" gap="xs" mt="sm">
          <FileButton multiple onChange={(list) => add(filesOfPicker(list))} inputProps={{ 'aria-label': 'Files to upload' }}>
            {(props) => (
              <Button variant="default" {...props} data-autofocus>
                Choose files
              </Button>
            )}
          </FileButton>
          <FileButton
            multiple
            onChange={(list) => add(filesOfPicker(list))}
            inputProps={{ 'aria-label': 'Folder to upload', ...({ webkitdirectory: '' } as object) }}
          >
            {(props) => (
              <Button variant="default" {...props}>
                Choose a folder
              </Button>
            )}
          </FileButton>
        </Group>
        {isReading && <Loader mt="sm" aria-label="Reading the folder" />}
      </div>
      {problem && (
        <Text c="red" size="sm" role="alert">
          {problem}
        </Text>
      )}
      {files.length > 0 && <UploadSummary files={files} />}
      <Group align="start" gap="sm">
        <ProfileSelect value={profileId} onChange={setProfileId} hasDescription />
        <Button variant="light" mt={25} leftSection={<ScanSearch size={16} />} disabled={files.length === 0} onClick={trying.open}>
          What will be removed?
        </Button>
      </Group>
      <Group gap="xs" wrap="nowrap" align="start" c="dimmed">
        <ShieldCheck size={18} aria-hidden style={{ flex: 'none', marginTop: 1 }} />
        <Text size="sm">
          Names, record numbers and text burned into the pixels are removed before anything is stored. Images that cannot be verified wait in
          quarantine, where only you and the administrators see them.
        </Text>
      </Group>
      <PreviewDialog opened={isTrying} onClose={trying.close} files={files} profileId={profileId} onProfile={setProfileId} />
      <Group justify="space-between">
        <Text className="numbers" role="status">
          {files.length > 0 && `${count(files.length, 'file')}, ${bytes(size)}`}
          {files.length === 0 && all.length > 0 && 'All of these have arrived already.'}
        </Text>
        <Group gap="xs">
          {files.length > 0 && (
            <Button variant="subtle" color="gray" onClick={() => setFiles([])}>
              Clear
            </Button>
          )}
          <Button disabled={files.length === 0} onClick={() => onStart(files, profileId, files.length < all.length ? (before ?? undefined) : undefined)}>
            Start upload
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
