// Apollo Client with types made by GraphQL Code Generator: what is asked, sent and got has the schema's types.
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { graphql } from './generated';
import type { Gender } from './generated/graphql';

const [url = '', token = '', patientId = ''] = process.argv.slice(2);
const http = new HttpLink({ uri: url, headers: { Authorization: `Bearer ${token}` } });
const client = new ApolloClient({ cache: new InMemoryCache(), link: http });
const PATIENT = graphql(`
  query TypedPatient($id: ID!, $filter: StudyFilter) {
    patient(id: $id) { id label gender studies(first: 1, filter: $filter) { totalCount } }
  }
`);

const { data } = await client.query({ query: PATIENT, variables: { id: patientId, filter: { date: { gte: '2020-01-01' } } } });
const label: string | null | undefined = data?.patient?.label;
const gender: Gender | undefined = data?.patient?.gender;
const studies: number | null | undefined = data?.patient?.studies.totalCount;
// @ts-expect-error: nothing of this name was asked for
data?.patient?.age;
// @ts-expect-error: ages are numbers, dates are not filtered by them
void client.query({ query: PATIENT, variables: { id: patientId, filter: { date: { gte: 2020 } } } }).catch(() => undefined);
console.log(JSON.stringify({ label, gender, studies }));
