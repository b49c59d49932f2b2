import { graphql } from '@/graphql/generated';

export const FIGURES = graphql(`
  query HomeFigures($withImages: Boolean!) {
    patients { totalCount }
    studies { totalCount }
    seriesList @include(if: $withImages) { totalCount }
    images @include(if: $withImages) { totalCount }
  }
`);

export const NEWEST_PATIENTS = graphql(`
  query NewestPatients {
    patients(orderBy: [{ by: UPDATED_AT, direction: DESC }], first: 5) {
      nodes { id label modalities imageCount updatedAt }
    }
  }
`);

export const RECENT_UPLOADS = graphql(`
  query RecentUploads {
    uploadJobs(first: 5) {
      nodes { ...UploadState }
    }
  }
`);
