import { Group, Paper, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

type Props = { title: string; about?: ReactNode; aside?: ReactNode; children?: ReactNode };

/** A part of a page of settings. */
export function Section({ title, about, aside, children }: Props) {
  const id = useId();
  return (
    <Paper withBorder radius="lg" p="lg" mb="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" align="start" mb={children ? 'md' : 0}>
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {about && (
            <Text size="sm" c="dimmed" mt={4} maw={600}>
              {about}
            </Text>
          )}
        </div>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
