import { graphql } from '@/graphql/generated';

/** The images that wait for a decision, those that wait longest first. */
export const REVIEW_QUEUE = graphql(`
  query ReviewQueue($after: String) {
    images(filter: { reviewStatus: [NEEDS_REVIEW] }, orderBy: [{ by: CREATED_AT, direction: ASC }], first: 50, after: $after) {
      nodes {
        id number rows columns frames thumbnailUrl renderedUrl createdAt
        createdBy { ...Person }
        series { id label number modality description study { id label description date patient { id label } } }
        deidentification {
          status doubt profileVersion originalUrl
          profile { id name version }
          redactedRegions { ...Box }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const REVIEW_COUNT = graphql(`
  query ReviewCount {
    images(filter: { reviewStatus: [NEEDS_REVIEW] }, first: 1) {
      nodes { id }
      totalCount
    }
  }
`);

export const REVIEW_IMAGE = graphql(`
  mutation ReviewImage($input: ReviewImageInput!) {
    reviewImage(input: $input) {
      image { id deidentification { status doubt redactedRegions { ...Box } } }
      errors { ...Refusal }
    }
  }
`);
