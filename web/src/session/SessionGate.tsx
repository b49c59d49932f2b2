import { Center, Loader } from '@mantine/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Provider } from 'urql';
import { createClient } from '@/graphql/client';
import { useSession } from './useSession';

/** Shows its children to a signed-in person, with a GraphQL client of their own; everybody else signs in first. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname } = useLocation();
  if (session.state === 'loading') {
    return (
      <Center mih="100vh">
        <Loader aria-label="Opening the hub" />
      </Center>
    );
  }
  if (session.state === 'signed-out') return <Navigate to="/sign-in" state={{ from: pathname }} replace />;
  return <WithClient key={session.me.id}>{children}</WithClient>;
}

function WithClient({ children }: { children: ReactNode }) {
  const { client, close } = useMemo(createClient, []);
  useEffect(() => close, [close]);
  return <Provider value={client}>{children}</Provider>;
}
