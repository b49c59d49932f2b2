import { useCallback, useState } from 'react';
import { useMutation } from 'urql';
import { refusalOf, tell } from '@/ui/outcome';
import { sentenceCase } from '@/ui/words';
import { UPDATE_USER } from './documents';
import { nameOfUser, type UserRow } from './userColumns';

/** Lets in somebody who waits. */
export function useAccept() {
  const [, update] = useMutation(UPDATE_USER);
  const [refusal, setRefusal] = useState<string | null>(null);
  const accept = useCallback(
    async (user: UserRow): Promise<void> => {
      const result = await update({ input: { id: user.id, status: 'ACTIVE' } });
      const refused = refusalOf(result, result.data?.updateUser.errors);
      setRefusal(refused);
      if (!refused) tell(`${nameOfUser(user)} may sign in now, as ${sentenceCase(user.role).toLowerCase()}.`);
    },
    [update],
  );
  return { accept, refusal };
}
