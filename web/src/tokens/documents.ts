import { graphql } from '@/graphql/generated';

export const API_TOKENS = graphql(`
  query ApiTokens {
    apiTokens { id name permissions persistedOnly createdAt expiresAt lastUsedAt }
  }
`);

export const CREATE_API_TOKEN = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      token { id name permissions persistedOnly createdAt expiresAt lastUsedAt }
      secret
      errors { ...Refusal }
    }
  }
`);

export const REVOKE_API_TOKEN = graphql(`
  mutation RevokeApiToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      revokedId
      errors { ...Refusal }
    }
  }
`);
