import { graphql } from '@/graphql/generated';
import type { Permission, SignInInput } from '@/graphql/generated/graphql';
import { request } from '@/graphql/request';

export type Me = { id: string; email: string; name?: string | null; role: string; permissions: Permission[] };
export type Session = { state: 'loading' } | { state: 'signed-out'; reason?: 'ended' } | { state: 'signed-in'; me: Me };
type Payload = {
  accessToken?: string | null;
  expiresAt?: string | null;
  user?: Me | null;
  errors: { code: string; message: string }[];
};

const SIGN_IN = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      accessToken
      expiresAt
      user { id email name role permissions }
      errors { code message }
    }
  }
`);
const REFRESH = graphql(`
  mutation RefreshSession {
    refreshSession(input: {}) {
      accessToken
      expiresAt
      user { id email name role permissions }
      errors { code message }
    }
  }
`);
const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut { errors { code message } }
  }
`);

/** A token this close to its end is renewed before it is used. */
const MARGIN_MS = 20_000;

// The token lives in memory alone: a script that reads local storage finds nothing.
let token: string | null = null;
let expires = 0;
let session: Session = { state: 'loading' };
let running: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

export const accessToken = () => token;
export const isStale = () => token === null || Date.now() > expires - MARGIN_MS;
export const currentSession = () => session;

export function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function change(next: Session) {
  session = next;
  for (const listener of listeners) listener();
}

function begin({ accessToken: received, expiresAt, user }: Payload): boolean {
  if (!received || !user) return false;
  token = received;
  expires = expiresAt ? Date.parse(expiresAt) : Number.POSITIVE_INFINITY;
  if (session.state !== 'signed-in' || JSON.stringify(session.me) !== JSON.stringify(user)) {
    change({ state: 'signed-in', me: user });
  }
  return true;
}

function end() {
  const wasSignedIn = session.state === 'signed-in';
  token = null;
  expires = 0;
  change({ state: 'signed-out', reason: wasSignedIn ? 'ended' : undefined });
}

/** Returns null when the person is signed in, else the sentence to show. */
export async function signIn(input: SignInInput): Promise<string | null> {
  try {
    const { data, errors } = await request(SIGN_IN, { input });
    if (data && begin(data.signIn)) return null;
    return data?.signIn.errors[0]?.message ?? errors?.[0]?.message ?? 'The server did not answer. Try again.';
  } catch {
    return 'The server cannot be reached. Check the connection and try again.';
  }
}

/** Renews the token from the HttpOnly cookie; callers at the same moment share one exchange. */
export function refresh(): Promise<boolean> {
  running ??= inTurn(renew).finally(() => {
    running = null;
  });
  return running;
}

async function renew(): Promise<boolean> {
  try {
    const { data } = await request(REFRESH, {});
    if (data && begin(data.refreshSession)) return true;
    end();
  } catch {
    // A lost connection does not end a session; but at page load there is none to keep.
    if (session.state === 'loading') end();
  }
  return false;
}

export async function signOut() {
  try {
    await request(SIGN_OUT, {}, token);
  } finally {
    token = null;
    expires = 0;
    change({ state: 'signed-out' });
  }
}

/** Two tabs share the cookie, and a refresh token is good for one exchange: the browser lets one tab in at a time. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks ? navigator.locks.request('medhub-session', work) : work();
}
