import { graphql } from '@/graphql/generated';

export const ALL_PATIENTS = graphql(`
  query FolderPatients($search: String, $after: String) {
    patients(search: $search, orderBy: [{ by: LABEL, direction: ASC }, { by: ID, direction: ASC }], first: 100, after: $after) {
      nodes { id label age gender imageCount version }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const IN_PATIENT = graphql(`
  query FolderPatient($id: ID!, $after: String) {
    patient(id: $id) {
      id label
      studies(orderBy: [{ by: DATE, direction: DESC }], first: 100, after: $after) {
        nodes { id label date description modalities imageCount version }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

export const IN_STUDY = graphql(`
  query FolderStudy($id: ID!, $after: String) {
    study(id: $id) {
      id label date description
      patient { id label }
      series(orderBy: [{ by: NUMBER, direction: ASC }], first: 100, after: $after) {
        nodes { id label number modality description imageCount thumbnailUrl version }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

export const IN_SERIES = graphql(`
  query FolderSeries($id: ID!, $after: String) {
    series(id: $id) {
      id label number modality description
      study { id label date description patient { id label } }
      images(orderBy: [{ by: NUMBER, direction: ASC }], first: 100, after: $after) {
        nodes { id number sopClassName frames fileSize thumbnailUrl deidentification { status } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);
