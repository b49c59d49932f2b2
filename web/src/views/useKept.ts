import { useState } from 'react';
import { useMe } from '@/session/useSession';
import { readKept, writeKept, type Kept, type List } from './storage';

/** The columns and views that the person keeps of a list, in this browser. */
export function useKept(list: List) {
  const userId = useMe()?.id ?? '';
  const [kept, setKept] = useState(() => readKept(list, userId));
  const change = (part: Partial<Kept>) => {
    const next = { ...kept, ...part };
    setKept(next);
    writeKept(list, userId, next);
  };
  return { kept, change };
}
