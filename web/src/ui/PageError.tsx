import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useRouteError } from 'react-router';

/** What a page shows when its code breaks: the rest of the hub stays usable. */
export function PageError() {
  const error = useRouteError();
  return (
    <Center mih="60vh" p="xl">
      <Stack align="center" gap="sm" maw={480} ta="center" role="alert">
        <TriangleAlert size={40} aria-hidden />
        <Title order={1}>This page could not be shown</Title>
        <Text c="dimmed">
          {error instanceof Error && error.message.includes('dynamically imported')
            ? 'The hub was updated while you were here.'
            : 'Nothing you saved is lost.'}{' '}
          Load the page again; if it goes on, tell your administrator.
        </Text>
        <Button onClick={() => window.location.reload()}>Load again</Button>
      </Stack>
    </Center>
  );
}
