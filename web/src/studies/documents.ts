import { graphql } from '@/graphql/generated';

export const STUDY = graphql(`
  query Study($id: ID!) {
    study(id: $id) {
      id label date description modalities studyInstanceUid imageCount version createdAt updatedAt
      createdBy { ...Person }
      patient { id label }
      fields { ...DynamicField }
    }
  }
`);

export const STUDY_SERIES = graphql(`
  query StudySeries($id: ID!, $after: String) {
    study(id: $id) {
      id
      series(orderBy: [{ by: NUMBER, direction: ASC }], first: 50, after: $after) {
        nodes { id label number modality description bodyPart imageCount thumbnailUrl }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

export const CREATE_STUDY = graphql(`
  mutation CreateStudy($input: CreateStudyInput!) {
    createStudy(input: $input) {
      study { id label date description version }
      errors { ...Refusal }
    }
  }
`);

export const UPDATE_STUDY = graphql(`
  mutation UpdateStudy($input: UpdateStudyInput!) {
    updateStudy(input: $input) {
      study {
        id label date description version updatedAt
        fields { ...DynamicField }
      }
      errors { ...Refusal }
    }
  }
`);

export const DELETE_STUDY = graphql(`
  mutation DeleteStudy($input: DeleteStudyInput!) {
    deleteStudy(input: $input) {
      deletedId
      deletedImages
      errors { ...Refusal }
    }
  }
`);
