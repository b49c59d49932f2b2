// Apollo Client with automatic persisted queries: prints what it sent and what it got.
import { createHash } from 'node:crypto';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

const [url, token, patientId] = process.argv.slice(2);
const sent = [];
const watched = (address, options) => {
  sent.push(Object.keys(JSON.parse(options.body)).includes('query') ? 'text' : 'hash');
  return fetch(address, options);
};
const hashes = new PersistedQueryLink({ sha256: (text) => createHash('sha256').update(text).digest('hex') });
const http = new HttpLink({ uri: url, headers: { Authorization: `Bearer ${token}` }, fetch: watched });
const client = new ApolloClient({ cache: new InMemoryCache(), link: hashes.concat(http) });
const query = gql`query ApolloPatient($id: ID!) { patient(id: $id) { id label studies(first: 1) { totalCount } } }`;
const ask = () => client.query({ query, variables: { id: patientId }, fetchPolicy: 'network-only' });
const answers = [await ask(), await ask()];
const refused = await client.query({ query: gql`query ApolloRefused { nothing }`, errorPolicy: 'all' });
console.log(JSON.stringify({ sent, labels: answers.map(({ data }) => data.patient.label), refused: refused.error.errors[0].extensions.code }));
