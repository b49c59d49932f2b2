import type { TypedDocumentNode } from '@urql/core';
import { operationOf } from './persisted';

/** A file for the variable at `path`, for example `variables.input.file`. */
export type Part = { path: string; file: File; name: string };

/** https://github.com/jaydenseric/graphql-multipart-request-spec; the variables have null where files go. */
export function multipart<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables, parts: Part[]): FormData {
  const form = new FormData();
  form.append('operations', JSON.stringify({ ...operationOf(document), variables }));
  form.append('map', JSON.stringify(Object.fromEntries(parts.map(({ path }, index) => [index, [path]]))));
  for (const [index, { file, name }] of parts.entries()) form.append(String(index), file, name);
  return form;
}
