import { graphql } from '@/graphql/generated';
import type { ChangePasswordInput, MyselfFragment, ResetPasswordInput, SignInInput } from '@/graphql/generated/graphql';
import { request, type Answer } from '@/graphql/request';

export type Me = MyselfFragment;
export type Session = { state: 'loading' } | { state: 'signed-out'; reason?: 'ended' } | { state: 'signed-in'; me: Me };
/** Why the hub did not do it; `at` names the input that can be mended. */
export type Refusal = { message: string; at?: string; code?: string };
type UserError = { code: string; message: string; path?: string[] | null };
type Payload = { accessToken?: string | null; expiresAt?: string | null; user?: Me | null; errors: UserError[] };

const SIGN_IN = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      accessToken
      expiresAt
      user { ...Myself }
      errors { ...Refusal }
    }
  }
`);
const RESET_PASSWORD = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      accessToken
      expiresAt
      user { ...Myself }
      errors { ...Refusal }
    }
  }
`);
const CHANGE_PASSWORD = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      accessToken
      expiresAt
      user { ...Myself }
      errors { ...Refusal }
    }
  }
`);
const REFRESH = graphql(`
  mutation RefreshSession {
    refreshSession(input: {}) {
      accessToken
      expiresAt
      user { ...Myself }
      errors { ...Refusal }
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

export const signIn = (input: SignInInput) => enter(async () => reply(await request(SIGN_IN, { input }), (data) => data.signIn));

/** Sets a new password by the link of a mail, and signs in. */
export const resetPassword = (input: ResetPasswordInput) =>
  enter(async () => reply(await request(RESET_PASSWORD, { input }), (data) => data.resetPassword));

/** Ends all other sessions of the person; this one goes on with other tokens. */
export const changePassword = (input: ChangePasswordInput) =>
  enter(async () => {
    if (isStale()) await refresh();
    return reply(await request(CHANGE_PASSWORD, { input }, token), (data) => data.changePassword);
  });

/** Returns null when the person is signed in, else what to say. */
async function enter(ask: () => Promise<Payload>): Promise<Refusal | null> {
  try {
    const payload = await ask();
    return begin(payload) ? null : refusalOf(payload.errors);
  } catch {
    return UNREACHABLE;
  }
}

function reply<Data>({ data, errors }: Answer<Data>, pick: (data: Data) => Payload): Payload {
  return data ? pick(data) : { errors: (errors ?? []).map(({ message, extensions }) => ({ message, code: extensions?.code ?? '' })) };
}

export const UNREACHABLE: Refusal = { message: 'The server cannot be reached. Check the connection and try again.' };

export function refusalOf(errors: UserError[]): Refusal {
  const [first] = errors;
  return first ? { message: first.message, code: first.code, at: first.path?.join('.') } : { message: 'The server did not answer. Try again.' };
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
