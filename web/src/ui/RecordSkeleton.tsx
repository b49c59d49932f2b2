import { Skeleton } from '@mantine/core';
import styles from './Layout.module.css';
import { RecordLayout } from './RecordLayout';

export const RecordSkeleton = () => (
  <div className={styles.page} aria-busy="true" aria-label="Loading">
    <Skeleton height={14} width={180} mb="md" />
    <Skeleton height={28} width={300} mb="xl" />
    <RecordLayout aside={<Skeleton height={260} radius="lg" />}>
      <Skeleton height={340} radius="lg" />
    </RecordLayout>
  </div>
);
