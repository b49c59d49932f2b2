import type { AnyVariables, Client, TypedDocumentNode } from 'urql';
import type { Page } from './usePages';

/** More than this is for a filter that the server knows. */
export const MOST_IDS = 5000;

/** The ids of a whole list, page after page; throws a sentence for the person when there are too many or none come. */
export async function everyId<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  select: (data: Data) => Page<{ id: string }>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const asked = { ...variables, after } as unknown as Variables;
    const { data, error } = await client.query(document, asked, { requestPolicy: 'network-only' }).toPromise();
    if (!data) throw new Error(error?.networkError ? 'The server cannot be reached.' : 'The list could not be read.');
    const { nodes, pageInfo } = select(data);
    ids.push(...nodes.map(({ id }) => id));
    if (ids.length > MOST_IDS) throw new Error(`More than ${MOST_IDS} match. Narrow the list, or export in parts.`);
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return ids;
    after = pageInfo.endCursor;
  }
}
