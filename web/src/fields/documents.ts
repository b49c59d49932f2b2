import { graphql } from '@/graphql/generated';

export const FIELD_DEFINITIONS = graphql(`
  query FieldDefinitions($owner: FieldOwner!) {
    fieldDefinitions(owner: $owner) { id name label type unit choices }
  }
`);
