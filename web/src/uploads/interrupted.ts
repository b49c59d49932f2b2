import type { Chosen } from './target';

/** An upload that did not come to its end: what had arrived, by fingerprints from which no file name can be read. */
export type Interrupted = { jobId: string | null; salt: string; sent: string[]; total: number; at: number };

const keyOf = (userId: string) => `medhub.upload.${userId}`;

/** A fingerprint of where a file lay, how long it is and when it was changed: 53 bits, FNV-1a twice over. */
export function fingerprint({ path, file }: Chosen, salt: string): string {
  const text = `${salt}|${path}|${file.size}|${file.lastModified}`;
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
  }
  return ((one >>> 0) * 0x200000 + ((other >>> 0) & 0x1fffff)).toString(36);
}

export const newSalt = () => crypto.getRandomValues(new Uint32Array(2)).join('');

/** What this browser remembers of a person's upload; null when it came to its end. */
export function readInterrupted(userId: string, storage: Storage = localStorage): Interrupted | null {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(userId)) ?? 'null') as Interrupted | null;
    return kept && Array.isArray(kept.sent) && kept.sent.length > 0 && kept.sent.length < kept.total ? kept : null;
  } catch {
    return null;
  }
}

export function writeInterrupted(userId: string, kept: Interrupted | null, storage: Storage = localStorage) {
  try {
    if (kept) storage.setItem(keyOf(userId), JSON.stringify(kept));
    else storage.removeItem(keyOf(userId));
  } catch {
    // Without a place to remember it, an upload is sent again as a whole: the hub knows what it has.
  }
}

/** The files that had not arrived. */
export function missing(files: Chosen[], { salt, sent }: Interrupted): Chosen[] {
  const there = new Set(sent);
  return files.filter((chosen) => !there.has(fingerprint(chosen, salt)));
}
