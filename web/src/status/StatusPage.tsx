import { Alert, Badge, Button, Skeleton } from '@mantine/core';
import { RefreshCw, ShieldX } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Figures } from '@/home/Figures';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { Empty } from '@/ui/Empty';
import { Facts } from '@/ui/Facts';
import { moment } from '@/ui/words';

type State = { at: string; milliseconds: number; parts: Record<string, boolean> } | { at: string; parts: null };

const NAMES: Record<string, string> = { database: 'Database', storage: 'Storage of files' };

/** `/settings/status`: whether the parts of the hub answer. */
export default function StatusPage() {
  return useMay('SYSTEM_MANAGE') ? <Status /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not manage the system" />;
}

/** The same question that a load balancer asks: 503 comes with what is missing. */
async function look(): Promise<State> {
  const at = new Date().toISOString();
  const begun = performance.now();
  try {
    const answer = await fetch('/readyz', { cache: 'no-store' });
    return { at, milliseconds: Math.round(performance.now() - begun), parts: (await answer.json()) as Record<string, boolean> };
  } catch {
    return { at, parts: null };
  }
}

function Status() {
  const [state, setState] = useState<State | null>(null);
  const ask = useCallback(() => void look().then(setState), []);
  useEffect(ask, [ask]);
  return (
    <>
      <SettingsHeader title="System status" about="Whether the parts of the hub answer, and how much it holds.">
        <Button variant="default" leftSection={<RefreshCw size={16} />} onClick={ask}>
          Look again
        </Button>
      </SettingsHeader>
      {!state && <Skeleton height={160} radius="lg" aria-busy="true" />}
      {state?.parts === null && (
        <Alert color="red" role="alert" mb="md" title="The hub does not answer">
          Check the connection, then the server.
        </Alert>
      )}
      {state?.parts && (
        <Facts
          title="Parts"
          facts={[
            ...Object.entries(state.parts).map(([name, isThere]) => [NAMES[name] ?? name, <Health key={name} isThere={isThere} />] as [string, ReactNode]),
            ['Answered in', `${state.milliseconds} ms`],
            ['Looked at', moment(state.at)],
          ]}
        />
      )}
      <Figures />
    </>
  );
}

const Health = ({ isThere }: { isThere: boolean }) => (
  <Badge variant="light" color={isThere ? 'teal' : 'red'}>
    {isThere ? 'Works' : 'Does not answer'}
  </Badge>
);
