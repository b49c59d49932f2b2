import { graphql } from '@/graphql/generated';

export const PATIENTS = graphql(`
  query Patients($filter: PatientFilter, $search: String, $orderBy: [PatientOrder!], $withFields: Boolean!, $after: String) {
    patients(filter: $filter, search: $search, orderBy: $orderBy, first: 50, after: $after) {
      nodes {
        id label gender age modalities imageCount createdAt
        fields @include(if: $withFields) { ...DynamicField }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** All that a search finds, by their ids alone. */
export const PATIENT_IDS = graphql(`
  query PatientIds($filter: PatientFilter, $search: String, $after: String) {
    patients(filter: $filter, search: $search, first: 100, after: $after) {
      nodes { id }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** For the picker of a patient. */
export const FIND_PATIENTS = graphql(`
  query FindPatients($search: String) {
    patients(search: $search, orderBy: [{ by: UPDATED_AT, direction: DESC }], first: 20) {
      nodes { id label gender age }
    }
  }
`);

export const PATIENT = graphql(`
  query Patient($id: ID!) {
    patient(id: $id) {
      id label gender age version imageCount modalities createdAt updatedAt
      createdBy { ...Person }
      fields { ...DynamicField }
    }
  }
`);

export const PATIENT_STUDIES = graphql(`
  query PatientStudies($id: ID!, $withImages: Boolean!, $after: String) {
    patient(id: $id) {
      id
      studies(orderBy: [{ by: DATE, direction: DESC }], first: 50, after: $after) {
        nodes {
          id label date description modalities imageCount createdAt
          series(orderBy: [{ by: NUMBER, direction: ASC }], first: 4) @include(if: $withImages) {
            nodes { id label number modality description imageCount thumbnailUrl }
          }
        }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

/** How many studies go with a patient. */
export const STUDY_COUNT = graphql(`
  query StudyCount($id: ID!) {
    patient(id: $id) {
      id
      studies(first: 1) { totalCount }
    }
  }
`);

export const CREATE_PATIENT = graphql(`
  mutation CreatePatient($input: CreatePatientInput!) {
    createPatient(input: $input) {
      patient { id label gender age version }
      errors { ...Refusal }
    }
  }
`);

export const UPDATE_PATIENT = graphql(`
  mutation UpdatePatient($input: UpdatePatientInput!) {
    updatePatient(input: $input) {
      patient {
        id label gender age version updatedAt
        fields { ...DynamicField }
      }
      errors { ...Refusal }
    }
  }
`);

export const DELETE_PATIENT = graphql(`
  mutation DeletePatient($input: DeletePatientInput!) {
    deletePatient(input: $input) {
      deletedId
      deletedImages
      errors { ...Refusal }
    }
  }
`);
