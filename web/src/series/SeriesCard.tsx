import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Thumbnail } from '@/images/Thumbnail';
import { count } from '@/ui/words';
import styles from './SeriesCard.module.css';

type CardSeries = {
  id: string;
  label?: string | null;
  number?: number | null;
  modality?: string | null;
  description?: string | null;
  imageCount: number;
  thumbnailUrl?: string | null;
};

/** What people call a series: its label, else its description, else its number. */
export const seriesName = ({ label, description, number }: Omit<CardSeries, 'id' | 'imageCount'>) =>
  label || description || (number == null ? 'Series' : `Series ${number}`);

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
