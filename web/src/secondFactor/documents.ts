import { graphql } from '@/graphql/generated';

export const SET_UP = graphql(`
  mutation SetUpSecondFactor($input: SetUpSecondFactorInput!) {
    setUpSecondFactor(input: $input) {
      secret
      address
      errors { ...Refusal }
    }
  }
`);

export const CONFIRM = graphql(`
  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
    confirmSecondFactor(input: $input) {
      recoveryCodes
      errors { ...Refusal }
    }
  }
`);

export const RENEW_RECOVERY_CODES = graphql(`
  mutation RenewRecoveryCodes($input: SecondFactorProofInput!) {
    renewRecoveryCodes(input: $input) {
      recoveryCodes
      errors { ...Refusal }
    }
  }
`);

export const REMOVE = graphql(`
  mutation RemoveSecondFactor($input: SecondFactorProofInput!) {
    removeSecondFactor(input: $input) {
      user { id secondFactor }
      errors { ...Refusal }
    }
  }
`);
