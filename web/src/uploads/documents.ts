import { graphql } from '@/graphql/generated';

export const UPLOAD_JOB = graphql(`
  query UploadJob($id: ID!) {
    uploadJob(id: $id) { ...UploadState }
  }
`);

export const UPLOAD_PROGRESS = graphql(`
  subscription UploadProgress($id: ID!) {
    uploadProgress(jobId: $id) { ...UploadState }
  }
`);

export const UPLOAD_FILES = graphql(`
  query UploadFiles($id: ID!, $status: [FileStatus!], $after: String) {
    uploadJob(id: $id) {
      id
      files(status: $status, first: 50, after: $after) {
        nodes {
          name
          number
          status
          isSkipped
          error { code message }
          image { id series { id label number description study { id label description date patient { id label } } } }
        }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

export const UPLOAD_JOBS = graphql(`
  query UploadJobs($after: String) {
    uploadJobs(first: 20, after: $after) {
      nodes { ...UploadState }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
