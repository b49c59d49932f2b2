import { Button, Center } from '@mantine/core';
import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { Empty } from './Empty';

export function NotFoundPage({ what = 'page' }: { what?: string }) {
  return (
    <Center mih="60vh">
      <Empty
        icon={SearchX}
        title={`There is no such ${what}`}
        action={
          <Button component={Link} to="/patients">
            Go to the patients
          </Button>
        }
      >
        It may have been deleted, or you may not be allowed to see it.
      </Empty>
    </Center>
  );
}
