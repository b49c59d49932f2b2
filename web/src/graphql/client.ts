import { authExchange } from '@urql/exchange-auth';
import { createClient as createSocketClient } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { accessToken, isStale, refresh } from '@/session/session';
import { normalisedCache } from './cache';
import { CLIENT_HEADER } from './request';

function socketUrl() {
  const url = new URL('/graphql', window.location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

/** One client lives as long as one person is signed in, so that nobody sees another's cache. */
export function createClient() {
  const socket = createSocketClient({
    url: socketUrl,
    lazy: true,
    connectionParams: async () => {
      if (isStale()) await refresh();
      return { authorization: `Bearer ${accessToken()}` };
    },
  });
  const client = new Client({
    url: '/graphql',
    // Search words name people: they belong in a body, never in an address or an access log.
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: CLIENT_HEADER },
    exchanges: [
      normalisedCache(),
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
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query: query ?? '', variables: variables as Record<string, unknown> }, sink),
          }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
}
