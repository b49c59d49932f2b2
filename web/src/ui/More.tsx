import { Text } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';

/** The end of a list that goes on: asks for more when it is near the window. */
export function More({ onMore }: { onMore: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isNear = entry?.isIntersecting ?? false;
  useEffect(() => {
    if (isNear) onMore();
  }, [isNear, onMore]);
  return (
    <Text ref={ref} c="dimmed" size="sm" ta="center" p="md" role="status">
      Loading more…
    </Text>
  );
}
