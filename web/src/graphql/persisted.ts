import { makeOperation, mapExchange, stringifyDocument, type Operation, type TypedDocumentNode } from '@urql/core';

type Document = Operation['query'] & { __meta__?: { hash?: string } };

/** The id that the build gave to a document and registered with the server; none where the app is only being developed. */
export const idOf = (document: Document) => (import.meta.env.DEV ? undefined : document.__meta__?.hash);

/** How a request names its operation. */
export function operationOf<Data, Variables>(document: TypedDocumentNode<Data, Variables>) {
  const documentId = idOf(document as Document);
  return documentId ? { documentId } : { query: stringifyDocument(document) };
}

/** Sends ids instead of texts. The answer gets its document back: the cache reads it. */
export const byId = () =>
  mapExchange({
    onOperation(operation) {
      const documentId = idOf(operation.query);
      if (!documentId) return operation;
      const query = { kind: 'Document', definitions: [], documentId } as unknown as Operation['query'];
      return makeOperation(operation.kind, { ...operation, query }, { ...operation.context, whole: operation.query });
    },
    onResult(result) {
      const query = result.operation.context.whole as Operation['query'] | undefined;
      return query ? { ...result, operation: makeOperation(result.operation.kind, { ...result.operation, query }) } : result;
    },
  });
