import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { number } from './words';

type Props = { title: string; total: number | null; isNarrowed: boolean; children?: ReactNode };

/** What a list is called, how many there are, and what can be done with it. */
export const ListHeader = ({ title, total, isNarrowed, children }: Props) => (
  <Group justify="space-between" mb="lg">
    <Group gap="sm" align="baseline">
      <Title order={1}>{title}</Title>
      {total !== null && (
        <Text c="dimmed" className="numbers" role="status">
          {number(total)}
          {isNarrowed && ' found'}
        </Text>
      )}
    </Group>
    <Group gap="xs">{children}</Group>
  </Group>
);
