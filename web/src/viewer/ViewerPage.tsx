import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import type { ImageQuery } from '@/graphql/generated/graphql';
import { IMAGE } from '@/images/documents';
import { seriesName } from '@/series/seriesName';
import { Failure } from '@/ui/Failure';
import layout from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { ObjectView } from './ObjectView';
import { Viewer } from './Viewer';
import styles from './Viewer.module.css';

export type ShownImage = NonNullable<ImageQuery['image']>;

/** `/images/<id>`: the image in the stack of its series; scrolling on changes the address along. */
export default function ViewerPage() {
  const id = useParams().id ?? '';
  const navigate = useNavigate();
  const [{ data, error, fetching }, reload] = useQuery({ query: IMAGE, variables: { id } });
  const [image, setImage] = useState<ShownImage | null>(null);
  // While the next image's report is on its way the viewer stays as it is.
  useEffect(() => {
    if (data?.image) setImage(data.image);
  }, [data]);
  useDocumentTitle(`${image ? seriesName(image.series) : 'Viewer'} · Medical Hub`);
  if (error && !image) return <div className={layout.page}><Failure error={error} onRetry={reload} /></div>;
  if (data && !data.image && !fetching) return <NotFoundPage what="image" />;
  if (!image) return <div className={styles.viewer} aria-busy="true" aria-label="Loading the image" />;
  const show = (next: string) => next !== id && navigate(`/images/${next}`, { replace: true });
  if (image.frames === 0) return <ObjectView image={image} />;
  return <Viewer key={image.series.id} image={image} firstImageId={id} onShow={show} />;
}
