import { Group, SegmentedControl, Skeleton, Title } from '@mantine/core';
import { Images } from 'lucide-react';
import { useState } from 'react';
import type { SeriesImagesQuery } from '@/graphql/generated/graphql';
import { usePages } from '@/graphql/usePages';
import { SERIES_IMAGES } from '@/series/documents';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { UploadButton } from '@/uploads/UploadButton';
import type { UploadTarget } from '@/uploads/target';
import { DeleteImage } from './DeleteImage';
import { ImageGrid } from './ImageGrid';
import { ImageTable } from './ImageTable';

export type ImageRow = NonNullable<SeriesImagesQuery['series']>['images']['nodes'][number];
type View = 'grid' | 'table';

export function SeriesImages({ id, target }: { id: string; target: UploadTarget }) {
  const pages = usePages(SERIES_IMAGES, { id }, (data) => data.series?.images);
  const [view, setView] = useState<View>('grid');
  const [victim, setVictim] = useState<ImageRow | null>(null);
  const list = { images: pages.nodes, isLoading: pages.isLoading, hasMore: pages.hasMore, onMore: pages.more };
  const isEmpty = !pages.isLoading && !pages.error && pages.nodes.length === 0;
  return (
    <section aria-labelledby="images">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="images">
          Images
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Show images as"
          value={view}
          onChange={(value) => setView(value as View)}
          data={[
            { value: 'grid', label: 'Grid' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </Group>
      {pages.error && <Failure error={pages.error} />}
      {pages.isLoading && <Skeleton height={320} radius="lg" />}
      {isEmpty && (
        <Empty icon={Images} title="No images yet" action={<UploadButton target={target} variant="filled" />}>
          Upload DICOM files: they are de-identified before they are stored.
        </Empty>
      )}
      {pages.nodes.length > 0 && view === 'grid' && <ImageGrid {...list} />}
      {pages.nodes.length > 0 && view === 'table' && <ImageTable {...list} onDelete={setVictim} />}
      {victim && <DeleteImage image={victim} onClose={() => setVictim(null)} />}
    </section>
  );
}
