import { authExchange } from '@urql/exchange-auth';
import type { Client as SocketClient, ClientOptions } from 'graphql-ws';
import { Client, fetchExchange, mapExchange, subscriptionExchange, type CombinedError } from 'urql';
import { accessToken, isStale, refresh } from '@/session/session';
import { normalisedCache } from './cache';
import { byId } from './persisted';
import { CLIENT_HEADER } from './request';

function socketUrl() {
  const url = new URL('/graphql', window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

/** Somebody changed what the person may do: ask what that is now, and show no more than that. */
function noteRefusal({ graphQLErrors }: CombinedError) {
  if (graphQLErrors.some(({ extensions }) => extensions?.code === 'FORBIDDEN')) void refresh();
}

/** A socket that is opened by its first subscription, as the person who is signed in then. */
export const socketOptions: ClientOptions = {
  url: socketUrl,
  lazy: true,
  connectionParams: async () => {
    if (isStale()) await refresh();
    return { authorization: `Bearer ${accessToken()}` };
  },
};

/** The WebSocket's code comes when somebody follows something for the first time. */
async function openSocket(): Promise<SocketClient> {
  const { createClient } = await import('graphql-ws');
  return createClient(socketOptions);
}

/** One client lives as long as one person is signed in, so that nobody sees another's cache. */
export function createClient() {
  let socket: Promise<SocketClient> | null = null;
  const client = new Client({
    url: '/graphql',
    // Search words name people: they belong in a body, never in an address or an access log.
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: CLIENT_HEADER },
    exchanges: [
      normalisedCache(),
      mapExchange({ onError: noteRefusal }),
      authExchange(async (utilities) => ({
        addAuthToOperation: (operation) =>
          utilities.appendHeaders(operation, { Authorization: `Bearer ${accessToken() ?? ''}` }),
        willAuthError: isStale,
        didAuthError: (error) =>
          error.response?.status === 401 ||
          error.graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED'),
        refreshAuth: async () => {
          await refresh();
        },
      })),
      byId(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, documentId, variables }) => ({
          subscribe: (sink) => {
            let isOver = false;
            const fail = (error: unknown) => {
              socket = null; // the code could not be had: the next one asks again
              sink.error(error);
            };
            let stop = () => {
              isOver = true;
            };
            socket ??= openSocket();
            socket.then((opened) => {
              const asked = { query: query ?? '', documentId, variables: variables as Record<string, unknown> };
              if (!isOver) stop = opened.subscribe(asked, sink);
            }, fail);
            return { unsubscribe: () => stop() };
          },
        }),
      }),
    ],
  });
  return { client, close: () => void socket?.then((opened) => opened.dispose()) };
}
