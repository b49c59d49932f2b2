import { graphql } from '@/graphql/generated';
import type { PreviewMutation } from '@/graphql/generated/graphql';
import { multipart } from '@/graphql/multipart';
import { CLIENT_HEADER, type Answer } from '@/graphql/request';
import { accessToken, isStale, refresh } from '@/session/session';

const PREVIEW = graphql(`
  mutation Preview($input: PreviewDeidentificationInput!) {
    previewDeidentification(input: $input) {
      preview {
        pictureBefore pictureAfter doubt
        attributes { path keyword before after action }
        redactedRegions { frame x y width height reason }
      }
      errors { ...Refusal }
    }
  }
`);

export type Preview = NonNullable<PreviewMutation['previewDeidentification']['preview']>;
export type Attribute = Preview['attributes'][number];

/** The server cannot be asked about this file, and why. */
export class NoPreview extends Error {}

/** Asks what a profile would make of a file. The names in it go past the cache, so that nothing of them stays in the browser. */
export async function previewOf(file: File, profileId: string, signal: AbortSignal): Promise<Preview> {
  if (isStale()) await refresh();
  // The file's own name may be a person's: the server needs none.
  const body = multipart(PREVIEW, { input: { file: null, profileId } }, [{ path: 'variables.input.file', file, name: 'file.dcm' }]);
  const headers = { Authorization: `Bearer ${accessToken() ?? ''}`, ...CLIENT_HEADER };
  const response = await fetch('/graphql', { method: 'POST', credentials: 'same-origin', headers, body, signal });
  if (response.status === 413) throw new NoPreview('The file is larger than the server accepts.');
  const answer = (await response.json()) as Answer<PreviewMutation>;
  const payload = answer.data?.previewDeidentification;
  if (payload?.preview) return payload.preview;
  throw new NoPreview(payload?.errors[0]?.message ?? answer.errors?.[0]?.message ?? 'The server could not read this file.');
}
