import { Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { ReviewQueueQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { useMay } from '@/session/useSession';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import layout from '@/ui/Layout.module.css';
import { REVIEW_QUEUE } from './documents';
import { Queue } from './Queue';
import styles from './Review.module.css';
import { Workbench } from './Workbench';

export type Waiting = ReviewQueueQuery['images']['nodes'][number];

/** `/review/<id>`: the images in doubt, one after the other. */
export default function ReviewPage() {
  useDocumentTitle('Review · Medical Hub');
  return useMay('PROFILE_WRITE') ? <Review /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not review images" />;
}

function Review() {
  const { id } = useParams();
  const navigate = useNavigate();
  const pages = usePages(REVIEW_QUEUE, {}, (data) => data.images);
  const waiting = pages.nodes.filter(({ deidentification }) => deidentification.status === 'NEEDS_REVIEW');
  // What was decided leaves the queue, and the one after it takes its place.
  const place = useRef(0);
  const found = waiting.findIndex((image) => image.id === id);
  const index = found >= 0 ? found : Math.min(place.current, waiting.length - 1);
  useEffect(() => {
    place.current = Math.max(index, 0);
  }, [index]);
  const image = waiting[index];
  const shownId = image?.id;
  useEffect(() => {
    if (!pages.isLoading && shownId !== id) navigate(shownId ? `/review/${shownId}` : '/review', { replace: true });
  }, [pages.isLoading, shownId, id, navigate]);
  // Keys may come faster than pages are drawn: each counts from where the one before it leads.
  const aim = useRef(shownId);
  useEffect(() => {
    aim.current = shownId;
  }, [shownId]);
  const show = (next: string) => {
    aim.current = next;
    navigate(`/review/${next}`, { replace: true });
  };
  const step = (by: number) => {
    const next = waiting[waiting.findIndex((each) => each.id === aim.current) + by];
    if (next) show(next.id);
  };

  if (pages.error) return <div className={layout.page}><Failure error={pages.error} /></div>;
  if (pages.isLoading) return <div className={layout.page} aria-busy="true" aria-label="Loading the images"><Skeleton height="70vh" radius="lg" /></div>;
  if (!image) {
    return (
      <Empty icon={ShieldCheck} title="Nothing to review" titleOrder={1}>
        Images come here when the hub is not sure that nothing identifying is left in them. Until somebody has decided, only their uploader and
        the administrators know that they are there.
      </Empty>
    );
  }
  const total = Math.max(pages.totalCount ?? 0, waiting.length);
  return (
    <div className={styles.page} data-mantine-color-scheme="dark">
      <Queue images={waiting} shownId={image.id} onShow={show} hasMore={pages.hasMore} onMore={pages.more} />
      <Workbench key={image.id} image={image} position={index + 1} total={total} hasNext={index + 1 < waiting.length} onStep={step} />
    </div>
  );
}
