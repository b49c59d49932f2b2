import { graphql } from '@/graphql/generated';

export const SHARES = graphql(`
  query Shares($after: String) {
    shares(first: 50, after: $after) {
      nodes { id objectId note mayDownload hasPassword createdAt expiresAt revokedAt opened lastOpenedAt createdBy { ...Person } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const CREATE_SHARE = graphql(`
  mutation CreateShare($input: CreateShareInput!) {
    createShare(input: $input) {
      share { id expiresAt }
      url
      errors { ...Refusal }
    }
  }
`);

export const REVOKE_SHARE = graphql(`
  mutation RevokeShare($input: RevokeShareInput!) {
    revokeShare(input: $input) {
      share { id revokedAt }
      errors { ...Refusal }
    }
  }
`);
