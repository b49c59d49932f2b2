import { graphql } from '@/graphql/generated';

export const SESSIONS = graphql(`
  query Sessions {
    sessions { id createdAt lastUsedAt expiresAt address client isCurrent }
  }
`);

export const END_SESSION = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      endedId
      errors { ...Refusal }
    }
  }
`);

export const END_OTHER_SESSIONS = graphql(`
  mutation EndOtherSessions {
    endOtherSessions {
      ended
      errors { ...Refusal }
    }
  }
`);
