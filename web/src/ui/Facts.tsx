import { Paper, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import styles from './Facts.module.css';

type Props = { title: string; facts: [name: string, value: ReactNode][] };

/** Names and values, as a description list; what has no value is left out. */
export function Facts({ title, facts }: Props) {
  const given = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <Paper withBorder p="lg" radius="lg" component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      <dl className={styles.facts}>
        {given.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </Paper>
  );
}
