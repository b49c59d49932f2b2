import { Alert, Center, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { Outlet } from 'react-router';
import { Brand } from '@/ui/Brand';
import styles from './Door.module.css';

/** The pages for people who are not signed in, or not wholly. */
export const Door = () => (
  <DoorFrame>
    <Suspense fallback={<Loader aria-label="Loading" />}>
      <Outlet />
    </Suspense>
  </DoorFrame>
);

export const DoorFrame = ({ children }: { children: ReactNode }) => (
  <Center component="main" className={styles.page}>
    <Paper className={styles.card} p="xl" radius="lg" shadow="md">
      <Stack gap="lg">
        <Brand className={styles.brand} />
        {children}
      </Stack>
    </Paper>
  </Center>
);

export const DoorTitle = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div>
    <Title order={1}>{title}</Title>
    {children && (
      <Text c="dimmed" size="sm" mt={4}>
        {children}
      </Text>
    )}
  </div>
);

/** Why it was not done; nothing where the refusal stands at an input. */
export const Refused = ({ children }: { children: ReactNode }) =>
  children && (
    <Alert color="red" icon={<CircleAlert size={18} />} role="alert">
      {children}
    </Alert>
  );
