import { graphql } from '@/graphql/generated';
import type { UploadImagesInput, UploadImagesMutation } from '@/graphql/generated/graphql';
import { multipart } from '@/graphql/multipart';
import { CLIENT_HEADER, request, type Answer } from '@/graphql/request';
import { accessToken, isStale, refresh } from '@/session/session';
import type { Chosen } from './target';

const UPLOAD_IMAGES = graphql(`
  mutation UploadImages($input: UploadImagesInput!) {
    uploadImages(input: $input) {
      job { ...UploadState }
      errors { ...Refusal }
    }
  }
`);

/** The server understood and said no: sending the same again does not help. */
export class Refused extends Error {}

type Input = Omit<UploadImagesInput, 'files'>;
export type Send = (files: Chosen[], input: Input, onBytes: (bytes: number) => void, signal: AbortSignal) => Promise<string>;

/** Sends one batch as a multipart GraphQL request; returns the id of its job. */
export const send: Send = async (files, input, onBytes, signal) => {
  if (isStale()) await refresh();
  const variables = { input: { ...input, files: files.map(() => null) } };
  const parts = files.map(({ file, path }, index) => ({ path: `variables.input.files.${index}`, file, name: path }));
  const body = multipart(UPLOAD_IMAGES, variables, parts);
  const { status, text } = await post(body, onBytes, signal);
  if (status === 413) throw new Refused('A file is larger than the server accepts.');
  const answer = parse(text);
  const payload = answer?.data?.uploadImages;
  if (payload?.job && payload.errors.length === 0) return payload.job.id;
  if (payload?.errors[0]) throw new Refused(payload.errors[0].message);
  const error = answer?.errors?.[0];
  if (error?.extensions?.code === 'UNAUTHENTICATED') await refresh();
  else if (status < 500 && status !== 429 && error) throw new Refused(error.message);
  throw new Error(error?.message ?? `The server answered ${status}.`);
};

/** Tells the server that a cancelled job gets no more files, so that it ends with those it has. */
export async function close(jobId: string): Promise<void> {
  // When this is not heard, the server ends the job after a time without files.
  await request(UPLOAD_IMAGES, { input: { files: [], jobId, final: true } }, accessToken()).catch(() => undefined);
}

/** By XMLHttpRequest, because fetch does not tell how much of a request has left. */
function post(body: FormData, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', '/graphql');
    sending.setRequestHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
    for (const [name, value] of Object.entries(CLIENT_HEADER)) sending.setRequestHeader(name, value);
    sending.upload.onprogress = ({ loaded }) => onBytes(loaded);
    sending.onload = () => resolve({ status: sending.status, text: sending.responseText });
    sending.onerror = () => reject(new Error('The server cannot be reached.'));
    sending.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => sending.abort(), { once: true });
    sending.send(body);
  });
}

function parse(text: string): Answer<UploadImagesMutation> | null {
  try {
    return JSON.parse(text) as Answer<UploadImagesMutation>;
  } catch {
    return null;
  }
}
