import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { socketOptions } from '@/graphql/client';
import { CLIENT_HEADER } from '@/graphql/request';
import { accessToken, isStale, refresh } from '@/session/session';
import styles from './Explorer.module.css';

const FIRST_QUERY = `# Press Ctrl+Enter to run. Ctrl+Space shows what there is to ask for.
{
  patients(first: 5, filter: { modality: { eq: "MG" } }) {
    totalCount
    nodes { id age gender modalities }
  }
}
`;

/** What somebody asks stays in this tab: queries may speak of people. */
function memory() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

const storage = memory();

const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  fetch: async (address: RequestInfo | URL, sent?: RequestInit) => {
    if (isStale()) await refresh();
    const headers = { ...(sent?.headers as Record<string, string>), ...CLIENT_HEADER, Authorization: `Bearer ${accessToken()}` };
    return fetch(address, { ...sent, credentials: 'same-origin', headers });
  },
  wsClient: createClient(socketOptions),
});

/** GraphiQL on this hub, as the person who is signed in. */
export default function ExplorerPage() {
  const theme = useComputedColorScheme();
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">API explorer</h1>
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        defaultQuery={FIRST_QUERY}
        forcedTheme={theme}
        isHeadersEditorEnabled={false}
        showPersistHeadersSettings={false}
      />
    </div>
  );
}
