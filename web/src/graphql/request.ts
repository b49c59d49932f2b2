import type { TypedDocumentNode } from '@urql/core';
import { operationOf } from './persisted';

export type Answer<Data> = { data?: Data | null; errors?: { message: string; extensions?: { code?: string } }[] };

/** Tells the server that a browser is calling: it then keeps the refresh token in an HttpOnly cookie. */
export const CLIENT_HEADER = { 'X-Hub-Client': 'web' };

/** Sends one operation past the cache and without retries: the session uses it before there is a client. */
export async function request<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token?: string | null,
): Promise<Answer<Data>> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      ...CLIENT_HEADER,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ ...operationOf(document), variables }),
  });
  return (await answer.json()) as Answer<Data>;
}
