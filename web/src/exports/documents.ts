import { graphql } from '@/graphql/generated';

export const CREATE_EXPORT = graphql(`
  mutation CreateExport($input: CreateExportInput!) {
    createExport(input: $input) {
      job { ...ExportState }
      errors { ...Refusal }
    }
  }
`);

export const EXPORT_JOB = graphql(`
  query ExportJob($id: ID!) {
    exportJob(id: $id) { ...ExportState }
  }
`);

export const EXPORT_JOBS = graphql(`
  query ExportJobs($after: String) {
    exportJobs(first: 50, after: $after) {
      nodes { ...ExportState }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
