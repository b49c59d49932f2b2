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

/** The newest events of one record, but for those of people who looked at it. */
export const HISTORY = graphql(`
  query History($id: ID!) {
    auditEvents(
      filter: {
        objectId: $id
        action: [
          "patient.created", "patient.updated", "patient.deleted", "patient.opted_out", "patient.opted_in", "patient.handed_over", "study.created"
          "study.updated", "study.deleted", "series.created", "series.updated", "series.deleted", "image.added", "image.deleted", "image.approved", "image.rejected"
        ]
      }
      first: 10
    ) {
      nodes { id action createdAt actorId actor { ...Person } }
    }
  }
`);
