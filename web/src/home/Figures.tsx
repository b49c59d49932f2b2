import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { useMay } from '@/session/useSession';
import { Failure } from '@/ui/Failure';
import { number } from '@/ui/words';
import { FIGURES } from './documents';
import styles from './Home.module.css';

/** How much the hub holds that the person may see. */
export function Figures() {
  const withImages = useMay('IMAGE_READ');
  const [{ data, error }, reload] = useQuery({ query: FIGURES, variables: { withImages }, requestPolicy: 'cache-and-network' });
  if (error && !data) return <Failure error={error} onRetry={reload} />;
  const figures: [string, number | null | undefined][] = [
    ['Patients', data?.patients.totalCount],
    ['Studies', data?.studies.totalCount],
    ...(withImages
      ? ([
          ['Series', data?.seriesList?.totalCount],
          ['Images', data?.images?.totalCount],
        ] as [string, number | null | undefined][])
      : []),
  ];
  return (
    <dl className={styles.figures} aria-busy={!data}>
      {figures.map(([name, value]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>{value == null ? <Skeleton height={28} width={60} /> : number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
