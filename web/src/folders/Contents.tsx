import { Anchor, Breadcrumbs, Group, Skeleton, Text } from '@mantine/core';
import { ChevronRight, FolderOpen } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { More } from '@/ui/More';
import { SearchInput } from '@/ui/SearchInput';
import { count } from '@/ui/words';
import { EntryGrid, type EntryActions } from './EntryGrid';
import type { Crumb, Entry, Place } from './entries';
import styles from './Folders.module.css';
import { useFileDrop, type OnFiles } from './useFileDrop';
import { useEntries } from './usePlace';

const EMPTY: Record<Place['kind'], string> = { hub: 'No patients', patient: 'No studies', study: 'No series', series: 'No images' };
const COUNTED: Record<Place['kind'], [string, string]> = {
  hub: ['patient', 'patients'],
  patient: ['study', 'studies'],
  study: ['series', 'series'],
  series: ['image', 'images'],
};

type Props = EntryActions & { place: Place; crumbs: Crumb[] | null; onGo: (id: string | null) => void; onFiles?: OnFiles };

/** What stands in the place that is open, and the way to it. */
export function Contents({ place, crumbs, onGo, onFiles, onRename, onDelete }: Props) {
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const { entries, isLoading, error, hasMore, more, totalCount } = useEntries(place, words);
  const { isOver, handlers } = useFileDrop(onFiles && ((items) => onFiles(items)));
  const name = crumbs?.at(-1)?.text ?? 'Loading';
  const open = useCallback(({ kind, id }: Entry) => (kind === 'image' ? void navigate(`/images/${id}`) : onGo(id)), [navigate, onGo]);
  const up = () => crumbs && crumbs.length > 1 && onGo(crumbs.at(-2)?.id ?? null);
  return (
    <section className={styles.main} aria-label={name} aria-busy={isLoading} data-over={isOver || undefined} {...handlers}>
      <Group justify="space-between" mb="sm" mih={36}>
        <Way crumbs={crumbs ?? []} onGo={onGo} />
        {totalCount !== null && (
          <Text size="sm" c="dimmed" className="numbers" role="status">
            {count(totalCount, ...COUNTED[place.kind])}
          </Text>
        )}
        {place.kind === 'hub' && <SearchInput label="Search patients" placeholder="Search by id or text" value={words} onSearch={setWords} />}
      </Group>
      {error && <Failure error={error} />}
      {isLoading && <Skeleton height={320} radius="lg" />}
      {!isLoading && !error && entries.length === 0 && (
        <Empty icon={FolderOpen} title={EMPTY[place.kind]}>
          {onFiles ? 'Drop a folder of DICOM files here: they are de-identified and filed in this place.' : 'As soon as a doctor uploads images, they appear here.'}
        </Empty>
      )}
      {entries.length > 0 && <EntryGrid label={`In ${name}`} entries={entries} onOpen={open} onUp={up} onFiles={onFiles} onRename={onRename} onDelete={onDelete} />}
      {hasMore && <More key={entries.length} onMore={more} />}
    </section>
  );
}

const Way = ({ crumbs, onGo }: { crumbs: Crumb[]; onGo: (id: string | null) => void }) => (
  <nav aria-label="Breadcrumb">
    <Breadcrumbs separator={<ChevronRight size={14} aria-hidden />} separatorMargin={6}>
      {crumbs.map(({ id, text }, index) =>
        index === crumbs.length - 1 ? (
          <Text key={id} size="sm" fw={600} aria-current="location">
            {text}
          </Text>
        ) : (
          <Anchor key={id} component="button" type="button" size="sm" onClick={() => onGo(id)}>
            {text}
          </Anchor>
        ),
      )}
    </Breadcrumbs>
  </nav>
);
