// urql: a query, and a subscription over server-sent events; prints what it got.
import { cacheExchange, Client, fetchExchange, gql } from '@urql/core';

const [url, token, patientId, jobId] = process.argv.slice(2);
const client = new Client({
  url,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: { headers: { Authorization: `Bearer ${token}` } },
  preferGetMethod: false,
  fetchSubscriptions: true,
});
const { data } = await client.query(gql`query UrqlPatient($id: ID!) { patient(id: $id) { id label } }`, { id: patientId });
const refused = await client.query(gql`query UrqlRefused { nothing }`, {});
const follow = gql`subscription UrqlFollow($id: ID!) { uploadProgress(jobId: $id) { id status } }`;
const statuses = await new Promise((resolve) => {
  const heard = [];
  client.subscription(follow, { id: jobId }).subscribe(({ data: job, error }) => {
    heard.push(error ? error.message : job.uploadProgress.status);
    if (heard.at(-1) === 'COMPLETED' || error) resolve(heard);
  });
});
console.log(JSON.stringify({ label: data.patient.label, refused: refused.error.graphQLErrors[0].extensions.code, statuses }));
process.exit(0);
