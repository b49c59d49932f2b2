import { graphql } from '@/graphql/generated';

/** What the viewer shows of one image besides its pixels. */
export const IMAGE = graphql(`
  query Image($id: ID!) {
    image(id: $id) {
      id number sopClassName rows columns frames bitsStored photometricInterpretation pixelSpacing fileSize sha256 sourceFormat
      dicomUrl tiffUrl createdAt
      attributes
      series {
        id label number modality description
        study { id label description date patient { id label age gender } }
      }
      deidentification {
        status doubt profileVersion reviewedAt
        profile { id name version }
        reviewedBy { ...Person }
        actions { path keyword action }
        redactedRegions { ...Box }
      }
    }
  }
`);

export const DELETE_IMAGE = graphql(`
  mutation DeleteImage($input: DeleteImageInput!) {
    deleteImage(input: $input) {
      deletedId
      errors { ...Refusal }
    }
  }
`);
