import { Center, Loader } from '@mantine/core';
import { Suspense, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { SecondFactorNeeded, SignedIn } from '@/pages';
import { useSession } from './useSession';

/** Shows its children to a signed-in person, with a GraphQL client of their own; everybody else signs in first. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.state === 'loading') return <Opening />;
  if (session.state === 'signed-out') return <Navigate to="/sign-in" state={{ from: pathname + search }} replace />;
  return (
    <Suspense fallback={<Opening />}>
      <SignedIn key={session.me.id}>{session.me.secondFactor === 'MISSING' ? <SecondFactorNeeded /> : children}</SignedIn>
    </Suspense>
  );
}

const Opening = () => (
  <Center mih="100vh">
    <Loader aria-label="Opening the hub" />
  </Center>
);
