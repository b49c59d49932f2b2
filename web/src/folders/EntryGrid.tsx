import { ActionIcon, Text } from '@mantine/core';
import { Folder, Pencil, Trash2, UserRound } from 'lucide-react';
import { memo, useRef, type KeyboardEvent } from 'react';
import { KindSign } from '@/images/KindSign';
import { ReviewBadge } from '@/images/ReviewBadge';
import { Thumbnail } from '@/images/Thumbnail';
import type { Entry } from './entries';
import styles from './Folders.module.css';
import { stepOf } from './grid';
import { useFileDrop, type OnFiles } from './useFileDrop';

export type EntryActions = { onRename?: (entry: Entry) => void; onDelete?: (entry: Entry) => void };
type Props = EntryActions & { label: string; entries: Entry[]; onOpen: (entry: Entry) => void; onUp: () => void; onFiles?: OnFiles };

/** What stands in a place, as tiles; the browser draws those alone that are near the window. */
export function EntryGrid({ label, entries, onOpen, onUp, onFiles, onRename, onDelete }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const press = (event: KeyboardEvent) => {
    if (!list.current) return;
    const tiles = [...list.current.querySelectorAll<HTMLElement>('[data-tile]')];
    const from = tiles.indexOf(document.activeElement as HTMLElement);
    const entry = entries[from];
    if (!entry) return;
    const step = stepOf(event.key, columnsOf(list.current));
    if (step !== null) tiles[Math.min(tiles.length - 1, Math.max(0, from + step))]?.focus();
    else if (event.key === 'Backspace') onUp();
    else if (event.key === 'F2' && onRename) onRename(entry);
    else if (event.key === 'Delete' && onDelete) onDelete(entry);
    else return;
    event.preventDefault();
  };
  return (
    <ul className={styles.grid} aria-label={label} ref={list} onKeyDown={press}>
      {entries.map((entry) => (
        <Tile key={entry.id} entry={entry} onOpen={onOpen} onFiles={onFiles} onRename={onRename} onDelete={onDelete} />
      ))}
    </ul>
  );
}

/** How many tiles stand in a row: asked of the style, because to measure thousands of tiles would lay them all out. */
const columnsOf = (list: HTMLElement) => getComputedStyle(list).gridTemplateColumns.split(' ').length;

type TileProps = EntryActions & { entry: Entry; onOpen: (entry: Entry) => void; onFiles?: OnFiles };

const Tile = memo(function Tile({ entry, onOpen, onFiles, onRename, onDelete }: TileProps) {
  const { isOver, handlers } = useFileDrop(onFiles && entry.kind !== 'image' ? (files) => onFiles(files, entry) : undefined);
  return (
    <li className={styles.tile} data-over={isOver || undefined} {...handlers}>
      <button type="button" data-tile className={styles.open} onClick={() => onOpen(entry)}>
        <Picture entry={entry} />
        <span className={styles.words}>
          <Text component="span" size="sm" fw={600} truncate display="block">
            {entry.name}
          </Text>
          <Text component="span" size="xs" c="dimmed" truncate display="block">
            {entry.detail || '\u00a0'}
          </Text>
        </span>
        {entry.status && (
          <span className={styles.badge}>
            <ReviewBadge status={entry.status} />
          </span>
        )}
      </button>
      {(onRename || onDelete) && (
        <span className={styles.actions}>
          {onRename && entry.kind !== 'image' && (
            <ActionIcon variant="default" size={28} aria-label={`Rename ${entry.name}`} onClick={() => onRename(entry)}>
              <Pencil size={15} />
            </ActionIcon>
          )}
          {onDelete && (
            <ActionIcon variant="default" size={28} aria-label={`Delete ${entry.name}`} onClick={() => onDelete(entry)}>
              <Trash2 size={15} />
            </ActionIcon>
          )}
        </span>
      )}
    </li>
  );
});

function Picture({ entry }: { entry: Entry }) {
  if (entry.kind === 'patient' || entry.kind === 'study') {
    const Icon = entry.kind === 'patient' ? UserRound : Folder;
    return (
      <span className={styles.folder}>
        <Icon size={44} strokeWidth={1.3} aria-hidden />
      </span>
    );
  }
  if (entry.sign) return <KindSign name={entry.sign} className={styles.picture} />;
  return <Thumbnail url={entry.thumbnailUrl} alt="" className={styles.picture} isDocument={entry.kind === 'series' && entry.imageCount > 0 && !entry.thumbnailUrl} />;
}
