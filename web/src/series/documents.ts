import { graphql } from '@/graphql/generated';

export const SERIES = graphql(`
  query Series($id: ID!) {
    series(id: $id) {
      id label number modality description bodyPart laterality viewPosition seriesInstanceUid imageCount version createdAt updatedAt
      createdBy { ...Person }
      study { id label description date patient { id label } }
      fields { ...DynamicField }
    }
  }
`);

export const SERIES_IMAGES = graphql(`
  query SeriesImages($id: ID!, $after: String) {
    series(id: $id) {
      id
      images(orderBy: [{ by: NUMBER, direction: ASC }], first: 60, after: $after) {
        nodes {
          id number sopClassName rows columns frames bitsStored photometricInterpretation fileSize thumbnailUrl createdAt
          deidentification { status }
        }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

export const CREATE_SERIES = graphql(`
  mutation CreateSeries($input: CreateSeriesInput!) {
    createSeries(input: $input) {
      series { id label number modality description version }
      errors { ...Refusal }
    }
  }
`);

export const UPDATE_SERIES = graphql(`
  mutation UpdateSeries($input: UpdateSeriesInput!) {
    updateSeries(input: $input) {
      series {
        id label number modality description bodyPart laterality viewPosition version updatedAt
        fields { ...DynamicField }
      }
      errors { ...Refusal }
    }
  }
`);

export const DELETE_SERIES = graphql(`
  mutation DeleteSeries($input: DeleteSeriesInput!) {
    deleteSeries(input: $input) {
      deletedId
      deletedImages
      errors { ...Refusal }
    }
  }
`);
