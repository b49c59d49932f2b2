import { graphql } from '@/graphql/generated';

export const STUDIES = graphql(`
  query Studies($filter: StudyFilter, $search: String, $orderBy: [StudyOrder!], $withFields: Boolean!, $after: String) {
    studies(filter: $filter, search: $search, orderBy: $orderBy, first: 50, after: $after) {
      nodes {
        id label date description modalities imageCount createdAt
        patient { id label }
        fields @include(if: $withFields) { ...DynamicField }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** All that a search finds, by their ids alone. */
export const STUDY_IDS = graphql(`
  query StudyIds($filter: StudyFilter, $search: String, $after: String) {
    studies(filter: $filter, search: $search, first: 100, after: $after) {
      nodes { id }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

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
