import { gql, type TypedDocumentNode } from '@urql/core';

/**
 * The document of an operation, with the id that the build gave it. Types come from `./generated`, for which this stands
 * in the bundle: there each operation would come twice, as a key and as a tree, to every page.
 */
export const graphql = (text: string, hash?: string): TypedDocumentNode => Object.assign(gql(text), hash ? { __meta__: { hash } } : {});
