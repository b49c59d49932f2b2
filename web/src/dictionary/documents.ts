import { graphql } from '@/graphql/generated';

export const DICTIONARY = graphql(`
  query Dictionary($owner: FieldOwner!) {
    fieldDefinitions(owner: $owner) { ...Definition usage }
  }
`);

export const DEFINE = graphql(`
  mutation DefineInDictionary($input: DefineFieldInput!) {
    defineField(input: $input) {
      field { ...Definition }
      errors { ...Refusal }
    }
  }
`);

export const UPDATE_FIELD = graphql(`
  mutation UpdateField($input: UpdateFieldInput!) {
    updateField(input: $input) {
      field { ...Definition }
      errors { ...Refusal }
    }
  }
`);

export const DELETE_FIELD = graphql(`
  mutation DeleteField($input: DeleteFieldInput!) {
    deleteField(input: $input) {
      deletedId
      errors { ...Refusal }
    }
  }
`);
