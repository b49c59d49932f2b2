import { useEffect, useMemo, type ReactNode } from 'react';
import { Provider } from 'urql';
import { createClient } from '@/graphql/client';

/** What only people who are signed in need: the GraphQL client, for as long as it is the same person. */
export default function SignedIn({ children }: { children: ReactNode }) {
  const { client, close } = useMemo(createClient, []);
  useEffect(() => close, [close]);
  return <Provider value={client}>{children}</Provider>;
}
