import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { seriesName } from '@/series/seriesName';
import { studyName } from '@/studies/studyName';
import { nameOf } from '@/ui/words';
import styles from './Viewer.module.css';
import type { ShownImage } from './ViewerPage';

/** Where an image belongs, and the way back. */
export function Place({ image }: { image: ShownImage }) {
  const { series } = image;
  const { study } = series;
  return (
    <div className={styles.title}>
      <Text component="h1" size="sm" fw={650} truncate>
        {seriesName(series)}
      </Text>
      <nav aria-label="Breadcrumb" className={styles.path}>
        <Anchor component={Link} to={`/patients/${study.patient.id}`} size="xs">
          {nameOf(study.patient)}
        </Anchor>
        /
        <Anchor component={Link} to={`/studies/${study.id}`} size="xs">
          {studyName(study)}
        </Anchor>
        /
        <Anchor component={Link} to={`/series/${series.id}`} size="xs">
          All images
        </Anchor>
      </nav>
    </div>
  );
}
