import { Button, Group, Skeleton, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Plus, ShieldX } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useMay } from '@/session/useSession';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import layout from '@/ui/Layout.module.css';
import { NotFoundPage } from '@/ui/NotFoundPage';
import { DeviceTemplates } from './DeviceTemplates';
import { PROFILES } from './documents';
import { draftOf } from './draft';
import { ProfileEditor } from './ProfileEditor';
import { ProfileList } from './ProfileList';
import styles from './Profiles.module.css';
import { ProfileView } from './ProfileView';

/** `/profiles/<name>`: the rules of de-identification; `?edit` and `?copy` open the form. */
export default function ProfilesPage() {
  useDocumentTitle('Profiles · Medical Hub');
  return useMay('PROFILE_WRITE') ? <Profiles /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not change de-identification profiles" />;
}

function Profiles() {
  const { name } = useParams();
  const [parameters] = useSearchParams();
  const [{ data, error }, reload] = useQuery({ query: PROFILES, requestPolicy: 'cache-and-network' });
  const profiles = data?.deidentificationProfiles;
  if (error && !profiles) return <div className={layout.page}><Failure error={error} onRetry={reload} /></div>;
  if (!profiles) return <div className={layout.page} aria-busy="true" aria-label="Loading the profiles"><Skeleton height={420} radius="lg" /></div>;
  const shown = name ? profiles.find((profile) => profile.name === name) : profiles[0];
  if (!shown) return <NotFoundPage what="profile" />;
  const isCopy = parameters.has('copy');
  const isEdit = parameters.has('edit') && !shown.isBuiltIn;
  return (
    <div className={layout.page}>
      <Group justify="space-between" mb="lg">
        <Title order={1}>De-identification profiles</Title>
        {!isCopy && !isEdit && (
          <Button component={Link} to={`/profiles/${profiles[0]?.name}?copy`} leftSection={<Plus size={18} />}>
            New profile
          </Button>
        )}
      </Group>
      <div className={styles.columns}>
        <ProfileList profiles={profiles} shown={shown.name} />
        {isCopy || isEdit ? (
          <ProfileEditor key={`${shown.name} ${isCopy}`} initial={draftOf(shown, isCopy)} source={shown} />
        ) : (
          <div>
            <ProfileView key={shown.name} newest={shown} />
            <DeviceTemplates />
          </div>
        )}
      </div>
    </div>
  );
}
