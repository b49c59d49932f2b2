import type { TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, type AnyVariables, type CombinedError } from 'urql';

export type Page<Node> = {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount?: number | null;
};
type Result<Node> = { page?: Page<Node>; error?: CombinedError; stale: boolean };
type Open = { after: string | null; unsubscribe: () => void };

/**
 * A connection as one growing list. Each page stays subscribed to the cache, and begins where the one before it
 * ends, so a list that changes under way (a deletion, an upload) mends itself.
 */
export function usePages<Data, Variables extends AnyVariables, Node extends { id: string }>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  select: (data: Data) => Page<Node> | null | undefined,
) {
  const client = useClient();
  const [results, setResults] = useState<Result<Node>[]>([]);
  const key = JSON.stringify(variables);
  const wanted = useRef(1);
  const extend = useRef<() => void>(() => undefined);
  const latest = useRef(select);
  latest.current = select;

  useEffect(() => {
    const open: Open[] = [];
    let current: Result<Node>[] = [];
    wanted.current = 1;

    const follow = (index: number) => {
      const info = current[index]?.page?.pageInfo;
      if (index + 1 < wanted.current && info?.hasNextPage && info.endCursor) openPage(index + 1, info.endCursor);
    };
    const openPage = (index: number, after: string | null) => {
      if (open[index]?.after === after) return;
      open[index]?.unsubscribe();
      const source = client.query(
        document,
        { ...(JSON.parse(key) as Variables), after },
        { requestPolicy: 'cache-and-network' },
      );
      const entry: Open = { after, unsubscribe: () => undefined };
      open[index] = entry;
      const subscription = source.subscribe((answer) => {
        const page = answer.data ? (latest.current(answer.data) ?? undefined) : undefined;
        current = [...current];
        current[index] = { page, error: answer.error, stale: answer.stale };
        setResults(current);
        follow(index);
      });
      entry.unsubscribe = subscription.unsubscribe;
    };
    extend.current = () => {
      wanted.current = current.length + 1;
      follow(current.length - 1);
    };
    openPage(0, null);
    return () => {
      for (const page of open) page.unsubscribe();
    };
  }, [client, document, key]);

  const nodes = useMemo(() => {
    const all = results.flatMap(({ page }) => page?.nodes ?? []);
    return [...new Map(all.map((node) => [node.id, node])).values()];
  }, [results]);
  const last = results.at(-1);
  return {
    nodes,
    totalCount: results[0]?.page?.totalCount ?? null,
    isLoading: results.length === 0 || (results[0]?.page === undefined && !results[0]?.error),
    error: results.find(({ error, page }) => error && !page)?.error,
    hasMore: last?.page?.pageInfo.hasNextPage ?? false,
    more: useCallback(() => extend.current(), []),
  };
}
