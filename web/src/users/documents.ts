import { graphql } from '@/graphql/generated';

export const USERS = graphql(`
  query Users($search: String, $status: UserStatus, $role: Role, $after: String) {
    users(search: $search, status: $status, role: $role, first: 50, after: $after) {
      nodes { id email name role status source createdAt lastSignInAt secondFactor }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

export const WAITING_COUNT = graphql(`
  query WaitingUsers {
    users(status: PENDING, first: 1) { totalCount }
  }
`);

export const CREATE_USER = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      user { id email }
      errors { ...Refusal }
    }
  }
`);

export const UPDATE_USER = graphql(`
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) {
      user { id name role status secondFactor }
      errors { ...Refusal }
    }
  }
`);

export const DELETE_USER = graphql(`
  mutation DeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedId
      errors { ...Refusal }
    }
  }
`);

export const RESET_SECOND_FACTOR = graphql(`
  mutation ResetSecondFactor($input: ResetSecondFactorInput!) {
    resetSecondFactor(input: $input) {
      user { id secondFactor }
      errors { ...Refusal }
    }
  }
`);
