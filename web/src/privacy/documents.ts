import { graphql } from '@/graphql/generated';

export const OPT_OUTS = graphql(`
  query OptOuts {
    optOuts { patientId createdAt archiveUrl }
  }
`);

export const SET_OPT_OUT = graphql(`
  mutation SetOptOut($input: SetOptOutInput!) {
    setOptOut(input: $input) {
      patientId
      errors { ...Refusal }
    }
  }
`);

export const ERASE_PATIENT = graphql(`
  mutation ErasePatient($input: ErasePatientInput!) {
    erasePatient(input: $input) {
      erasedId
      deletedImages
      errors { ...Refusal }
    }
  }
`);
