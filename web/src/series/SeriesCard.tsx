import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Thumbnail } from '@/images/Thumbnail';
import { count } from '@/ui/words';
import styles from './SeriesCard.module.css';
import { seriesName } from './seriesName';

type CardSeries = {
  id: string;
  label?: string | null;
  number?: number | null;
  modality?: string | null;
  description?: string | null;
  imageCount: number;
  thumbnailUrl?: string | null;
};

export function SeriesCard({ series }: { series: CardSeries }) {
  return (
    <Link to={`/series/${series.id}`} className={styles.card}>
      <Thumbnail url={series.thumbnailUrl} alt="" className={styles.picture} isDocument={series.imageCount > 0 && !series.thumbnailUrl} />
      <div className={styles.words}>
        <Text fw={600} truncate>
          {seriesName(series)}
        </Text>
        <Group gap="xs" justify="space-between">
          <Text size="sm" c="dimmed">
            {count(series.imageCount, 'image')}
          </Text>
          {series.modality && (
            <Badge variant="light" size="sm">
              {series.modality}
            </Badge>
          )}
        </Group>
      </div>
    </Link>
  );
}
