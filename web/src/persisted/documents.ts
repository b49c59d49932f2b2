import { graphql } from '@/graphql/generated';

export const PERSISTED_DOCUMENTS = graphql(`
  query PersistedDocuments($after: String) {
    persistedDocuments(first: 50, after: $after) {
      nodes { id documentIds name version text cacheable useCount lastUsedAt createdAt createdBy { ...Person } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const PERSIST_DOCUMENT = graphql(`
  mutation PersistDocument($input: PersistDocumentInput!) {
    persistDocument(input: $input) {
      document { id name }
      errors { ...Refusal }
    }
  }
`);
