import { Text } from '@mantine/core';

/** Where a table has no value. */
export const Nothing = () => (
  <Text component="span" c="dimmed" aria-label="not given">
    –
  </Text>
);
