import { graphql } from '@/graphql/generated';

export const COLLECTIONS = graphql(`
  query Collections($after: String) {
    collections(first: 50, after: $after) {
      nodes { ...CollectionFacts }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const COLLECTION = graphql(`
  query Collection($id: ID!) {
    collection(id: $id) { ...CollectionFacts }
  }
`);

export const CREATE_COLLECTION = graphql(`
  mutation CreateCollection($input: CreateCollectionInput!) {
    createCollection(input: $input) {
      collection { ...CollectionFacts }
      errors { ...Refusal }
    }
  }
`);

export const UPDATE_COLLECTION = graphql(`
  mutation UpdateCollection($input: UpdateCollectionInput!) {
    updateCollection(input: $input) {
      collection { ...CollectionFacts }
      errors { ...Refusal }
    }
  }
`);

export const CHANGE_MEMBERS = graphql(`
  mutation ChangeCollectionMembers($input: ChangeCollectionMembersInput!) {
    changeCollectionMembers(input: $input) {
      collection { ...CollectionFacts }
      errors { ...Refusal }
    }
  }
`);

export const PUBLISH_COLLECTION = graphql(`
  mutation PublishCollection($input: PublishCollectionInput!) {
    publishCollection(input: $input) {
      collection { ...CollectionFacts }
      errors { ...Refusal }
    }
  }
`);

export const DELETE_COLLECTION = graphql(`
  mutation DeleteCollection($input: DeleteCollectionInput!) {
    deleteCollection(input: $input) {
      deletedId
      errors { ...Refusal }
    }
  }
`);

export const ACCEPT_TERMS = graphql(`
  mutation AcceptCollectionTerms($input: AcceptCollectionTermsInput!) {
    acceptCollectionTerms(input: $input) {
      collection { ...CollectionFacts }
      errors { ...Refusal }
    }
  }
`);
