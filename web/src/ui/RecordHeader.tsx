import { Anchor, Breadcrumbs, Group, Text, Title } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export type Crumb = { to: string; text: string };
type Props = { crumbs: Crumb[]; title: string; id: string; children?: ReactNode };

/** Where a record stands, what it is called, and what can be done with it. */
export function RecordHeader({ crumbs, title, id, children }: Props) {
  return (
    <>
      <nav aria-label="Breadcrumb">
        <Breadcrumbs separator={<ChevronRight size={14} aria-hidden />} mb="xs" separatorMargin={6}>
          {crumbs.map(({ to, text }) => (
            <Anchor key={to} component={Link} to={to} size="sm">
              {text}
            </Anchor>
          ))}
        </Breadcrumbs>
      </nav>
      <Group justify="space-between" mb="lg" align="start">
        <div>
          <Title order={1}>{title}</Title>
          {title !== id && (
            <Text c="dimmed" className="mono" size="sm">
              {id}
            </Text>
          )}
        </div>
        <Group gap="xs">{children}</Group>
      </Group>
    </>
  );
}
