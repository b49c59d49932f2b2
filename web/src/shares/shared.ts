import { CLIENT_HEADER } from '@/graphql/request';

export type SharedImage = { id: string; number: number | null; frames: number };
export type SharedSeries = { id: string; modality: string | null; description: string | null; images: SharedImage[] };
export type Shared = { series: SharedSeries[]; mayDownload: boolean };
/** One picture of a series. */
export type Slide = { image: SharedImage; frame: number };

/** The hub answers alike for a link that ended and for a wrong password. */
export class NotOpened extends Error {}

/** Opens a link by its secret: the cookie that comes lasts a quarter of an hour. */
export async function open(secret: string, password: string | null): Promise<void> {
  const answer = await fetch('/shared/open', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...CLIENT_HEADER },
    body: JSON.stringify({ secret, password }),
  });
  if (answer.status === 429) throw new NotOpened('There were too many tries. Wait a little, and try again.');
  if (!answer.ok) throw new NotOpened('');
}

export async function content(): Promise<Shared> {
  const answer = await fetch('/shared/content', { headers: CLIENT_HEADER });
  if (!answer.ok) throw new NotOpened('');
  return (await answer.json()) as Shared;
}

/** The frames of a series, one after the other; objects without pixels have none. */
export const slidesOf = ({ images }: SharedSeries): Slide[] => images.flatMap((image) => Array.from({ length: image.frames }, (_, index) => ({ image, frame: index + 1 })));

export const pictureOf = ({ image, frame }: Slide) => `/shared/images/${image.id}/rendered?frame=${frame}`;
