import { ChevronRight, Database, Folder, FolderOpen, Layers, UserRound, type LucideIcon } from 'lucide-react';
import { memo, useState, type KeyboardEvent } from 'react';
import type { Entry, Place } from './entries';
import styles from './Folders.module.css';
import { useFileDrop, type OnFiles } from './useFileDrop';
import { useEntries } from './usePlace';

type Props = { at: string | null; path: (string | null)[]; onOpen: (id: string | null) => void; onFiles?: OnFiles };

const HUB: Place = { kind: 'hub', id: null };

/** Patients, their studies and series as a tree; a branch is read when it is opened. */
export function Tree(props: Props) {
  return (
    <ul className={styles.tree} role="tree" aria-label="Folders" onKeyDown={move}>
      <li role="none">
        <Row id="hub" icon={Database} name="All patients" isSelected={props.at === null} depth={0} onOpen={() => props.onOpen(null)} isOpen />
        <Branch id="hub" place={HUB} depth={1} {...props} />
      </li>
    </ul>
  );
}

function Branch({ id, place, depth, ...rest }: Props & { id: string; place: Place; depth: number }) {
  const { entries, hasMore, more, isLoading } = useEntries(place);
  return (
    <ul role="group" id={`in-${id}`}>
      {isLoading && <li className={styles.loading} role="none">Loading…</li>}
      {entries.map((entry) => (
        <Item key={entry.id} entry={entry} depth={depth} {...rest} />
      ))}
      {hasMore && (
        <li role="none">
          <div
            role="treeitem"
            aria-level={depth + 1}
            aria-selected={false}
            tabIndex={-1}
            className={styles.row}
            style={{ paddingLeft: 28 + depth * 16 }}
            onClick={more}
            onKeyDown={(event) => event.key === 'Enter' && more()}
          >
            Show more
          </div>
        </li>
      )}
    </ul>
  );
}

const Item = memo(function Item({ entry, depth, at, path, onOpen, onFiles }: Props & { entry: Entry; depth: number }) {
  const isOnPath = path.includes(entry.id) && at !== entry.id;
  const [isOpened, setOpened] = useState<boolean | null>(null);
  const canOpen = entry.kind !== 'series';
  const isOpen = canOpen ? (isOpened ?? isOnPath) : undefined;
  const icon = entry.kind === 'patient' ? UserRound : entry.kind === 'series' ? Layers : isOpen ? FolderOpen : Folder;
  return (
    <li role="none">
      <Row
        id={entry.id}
        icon={icon}
        name={entry.name}
        isSelected={at === entry.id}
        depth={depth}
        onOpen={() => onOpen(entry.id)}
        isOpen={isOpen}
        onToggle={canOpen ? setOpened : undefined}
        onFiles={onFiles && ((files) => onFiles(files, entry))}
      />
      {isOpen && <Branch id={entry.id} place={{ kind: entry.kind as 'patient' | 'study', id: entry.id }} depth={depth + 1} at={at} path={path} onOpen={onOpen} onFiles={onFiles} />}
    </li>
  );
});

type RowProps = {
  id: string;
  icon: LucideIcon;
  name: string;
  isSelected: boolean;
  depth: number;
  onOpen: () => void;
  /** Undefined for what has no branch. */
  isOpen?: boolean;
  onToggle?: (isOpen: boolean) => void;
  onFiles?: (files: DataTransferItemList) => void;
};

function Row({ id, icon: Icon, name, isSelected, depth, onOpen, isOpen, onToggle, onFiles }: RowProps) {
  const { isOver, handlers } = useFileDrop(onFiles);
  const press = (event: KeyboardEvent) => {
    const wants = event.key === 'ArrowRight' ? true : event.key === 'ArrowLeft' ? false : null;
    if (event.key === 'Enter' || event.key === ' ') onOpen();
    else if (onToggle && wants !== null && wants !== isOpen) {
      event.stopPropagation();
      onToggle(wants);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={isOpen}
      aria-owns={isOpen ? `in-${id}` : undefined}
      tabIndex={isSelected ? 0 : -1}
      className={styles.row}
      data-over={isOver || undefined}
      style={{ paddingLeft: 4 + depth * 16 }}
      onClick={onOpen}
      onKeyDown={press}
      {...handlers}
    >
      <span
        className={styles.chevron}
        data-open={isOpen || undefined}
        aria-hidden
        onClick={(event) => {
          if (!onToggle) return;
          event.stopPropagation();
          onToggle(!isOpen);
        }}
      >
        {onToggle && <ChevronRight size={14} />}
      </span>
      <Icon size={16} aria-hidden />
      <span className={styles.name}>{name}</span>
    </div>
  );
}

/** Arrow keys go through the items that are seen, as in the file managers that people know. */
function move(event: KeyboardEvent<HTMLUListElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const from = items.indexOf(document.activeElement as HTMLElement);
  if (from < 0) return;
  const next = nextOf(event.key, items, from);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nextOf(key: string, items: HTMLElement[], from: number): HTMLElement | null | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[from + 1];
    case 'ArrowUp':
      return items[from - 1];
    case 'ArrowRight':
      return items[from]?.nextElementSibling?.querySelector<HTMLElement>('[role="treeitem"]');
    case 'ArrowLeft':
      return items[from]?.closest('[role="group"]')?.previousElementSibling as HTMLElement | null | undefined;
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return null;
  }
}
