import { graphql } from '@/graphql/generated';

/** What can hang beside each other: the newest studies of the study's patient. */
export const HANGABLE = graphql(`
  query Hangable($id: ID!) {
    study(id: $id) {
      id label date description
      series(orderBy: [{ by: NUMBER, direction: ASC }], first: 50) { nodes { ...Hanging } }
      patient {
        id label
        studies(orderBy: [{ by: DATE, direction: DESC }], first: 10) {
          nodes {
            id label date description
            series(orderBy: [{ by: NUMBER, direction: ASC }], first: 30) { nodes { ...Hanging } }
          }
        }
      }
    }
  }
`);
