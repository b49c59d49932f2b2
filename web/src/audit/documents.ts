import { graphql } from '@/graphql/generated';

export const AUDIT_EVENTS = graphql(`
  query AuditEvents($filter: AuditFilter, $after: String) {
    auditEvents(filter: $filter, first: 50, after: $after) {
      nodes {
        id createdAt action objects details address requestId sequence actorId
        actor { id email name }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
