/** How somebody wants to see a list: its filters and order as in the address, and its columns. */
export type View = { name: string; address: string; columns: string[] };
export type Kept = { columns: string[] | null; views: View[] };
/** The lists that can be kept. */
export type List = 'patients' | 'studies';

const NOTHING: Kept = { columns: null, views: [] };
const keyOf = (list: List, userId: string) => `medhub.${list}.${userId}`;

/** What this browser keeps of a person's list; nothing where it keeps nothing, or something else. */
export function readKept(list: List, userId: string, storage: Storage = localStorage): Kept {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(list, userId)) ?? 'null') as Partial<Kept> | null;
    return { columns: texts(kept?.columns), views: Array.isArray(kept?.views) ? kept.views.filter(isView) : [] };
  } catch {
    return NOTHING;
  }
}

/** Keeps it in this browser; where that is forbidden, until the page is left. */
export function writeKept(list: List, userId: string, kept: Kept, storage: Storage = localStorage) {
  try {
    storage.setItem(keyOf(list, userId), JSON.stringify(kept));
  } catch {
    // A browser in private mode keeps nothing: the list works all the same.
  }
}

/** The views with this one; one of the same name is replaced. */
export const withView = (views: View[], view: View): View[] => [...views.filter(({ name }) => name !== view.name), view].sort((one, other) => one.name.localeCompare(other.name));

const texts = (value: unknown): string[] | null => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null);
const isView = (value: View): boolean => typeof value?.name === 'string' && typeof value.address === 'string' && texts(value.columns) !== null;
