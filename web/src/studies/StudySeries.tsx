import { Button, SimpleGrid, Skeleton, Title } from '@mantine/core';
import { Layers } from 'lucide-react';
import { usePages } from '@/graphql/usePages';
import { SeriesCard } from '@/series/SeriesCard';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { STUDY_SERIES } from './documents';

export function StudySeries({ id, onAdd }: { id: string; onAdd?: () => void }) {
  const pages = usePages(STUDY_SERIES, { id }, (data) => data.study?.series);
  return (
    <section aria-labelledby="series">
      <Title order={2} id="series" mb="sm">
        Series
      </Title>
      {pages.error && <Failure error={pages.error} />}
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} aria-busy={pages.isLoading}>
        {pages.isLoading && Array.from({ length: 3 }, (_, index) => <Skeleton key={index} height={230} radius="lg" />)}
        {pages.nodes.map((series) => (
          <SeriesCard key={series.id} series={series} />
        ))}
      </SimpleGrid>
      {pages.hasMore && (
        <Button variant="default" mt="md" onClick={pages.more}>
          Show more
        </Button>
      )}
      {!pages.isLoading && !pages.error && pages.nodes.length === 0 && (
        <Empty icon={Layers} title="No series yet" action={onAdd && <Button onClick={onAdd}>Add series</Button>}>
          Series come with uploaded images, or are added by hand.
        </Empty>
      )}
    </section>
  );
}
