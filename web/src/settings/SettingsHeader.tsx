import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

type Props = { title: string; about?: ReactNode; children?: ReactNode };

/** What a page of the settings is called, what it is for, and what can be done on it. */
export function SettingsHeader({ title, about, children }: Props) {
  useDocumentTitle(`${title} · Medical Hub`);
  return (
    <Group justify="space-between" align="start" mb="lg">
      <div style={{ flex: '1 1 320px' }}>
        <Title order={1}>{title}</Title>
        {about && (
          <Text c="dimmed" size="sm" mt={4} maw={640}>
            {about}
          </Text>
        )}
      </div>
      {children}
    </Group>
  );
}
