import { Button, Group, Skeleton, Text } from '@mantine/core';
import { ShieldX } from 'lucide-react';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { refresh, type Me } from '@/session/session';
import { useMay, useMe } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { refusalOf, tell } from '@/ui/outcome';
import { sentenceCase } from '@/ui/words';
import { Refused } from '@/session/Door';
import { ROLE_PERMISSIONS, SET_ROLE_PERMISSIONS } from './documents';
import { changed, losses, type Grants } from './draft';
import { Losses } from './Losses';
import { RoleMatrix } from './RoleMatrix';
import styles from './Roles.module.css';

/** `/settings/roles`: what each role grants. */
export default function RolesPage() {
  const may = useMay('USER_MANAGE');
  const me = useMe();
  const [{ data, error }, reload] = useQuery({ query: ROLE_PERMISSIONS, requestPolicy: 'network-only', pause: !may });
  if (!may || !me) return <Empty icon={ShieldX} titleOrder={1} title="Your role does not manage roles" />;
  return (
    <>
      <SettingsHeader
        title="Roles"
        about="What each role lets its people do. A change counts from their next request on, also for their API tokens."
      />
      {error && !data ? (
        <Failure error={error} onRetry={reload} />
      ) : data ? (
        <Editor me={me} before={data.rolePermissions} />
      ) : (
        <div aria-busy="true" aria-label="Loading the roles">
          <Skeleton height={560} radius="lg" />
        </div>
      )}
    </>
  );
}

function Editor({ me, before }: { me: Me; before: Grants[] }) {
  const [, setRole] = useMutation(SET_ROLE_PERMISSIONS);
  const [draft, setDraft] = useState(before);
  const [isAsking, setAsking] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const changes = changed(before, draft, me);
  const lost = losses(before, draft, me);
  const isLoss = lost.permissions.length > 0 || lost.mustSetUp;

  /** Returns null when all is saved, else the sentence to show. */
  const save = async () => {
    setSaving(true);
    setRefusal(null);
    let refused: string | null = null;
    for (const input of changes) {
      const result = await setRole({ input });
      refused = refusalOf(result, result.data?.setRolePermissions.errors);
      if (refused) break;
    }
    setSaving(false);
    if (!refused) tell(`Saved: ${changes.map(({ role }) => sentenceCase(role)).join(', ')}.`);
    if (!refused && changes.some(({ role }) => role === me.role)) await refresh();
    return refused;
  };
  return (
    <>
      <RoleMatrix me={me} draft={draft} before={before} onChange={setDraft} />
      {changes.length > 0 && (
        <div className={styles.bar} role="region" aria-label="Unsaved changes">
          {refusal && <Refused>{refusal}</Refused>}
          <Group justify="space-between">
            <Text size="sm" role="status">
              Not saved yet: {changes.map(({ role }) => sentenceCase(role)).join(', ')}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={() => setDraft(before)}>
                Discard
              </Button>
              <Button loading={isSaving} onClick={() => (isLoss ? setAsking(true) : void save().then(setRefusal))}>
                Save
              </Button>
            </Group>
          </Group>
        </div>
      )}
      <ConfirmDelete title="You take from yourself" action="Save all the same" opened={isAsking} onClose={() => setAsking(false)} onConfirm={save}>
        <Losses {...lost} />
      </ConfirmDelete>
    </>
  );
}
