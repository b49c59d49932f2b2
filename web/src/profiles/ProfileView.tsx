import { Badge, Button, Code, Group, List, Paper, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Check, Copy, FlaskConical, Pencil, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { PreviewDialog } from '@/previews/PreviewDialog';
import { PROFILE_VERSIONS } from './documents';
import { datesOf, type Profile } from './draft';
import styles from './Profiles.module.css';
import { DATES, OPTIONS, TAG_ACTIONS, TEXT_POLICIES } from './words';

/** What a profile does, in plain words; earlier versions can be looked at. */
export function ProfileView({ newest }: { newest: Profile }) {
  const [{ data }] = useQuery({ query: PROFILE_VERSIONS, variables: { name: newest.name }, pause: newest.isBuiltIn, requestPolicy: 'cache-and-network' });
  const versions = data?.deidentificationProfileVersions ?? [newest];
  const [chosen, setChosen] = useState<number | null>(null);
  const [isTrying, trying] = useDisclosure();
  const profile = versions.find(({ version }) => version === chosen) ?? newest;
  return (
    <Paper withBorder radius="lg" p="lg" component="section" aria-labelledby="profile-name">
      <Group justify="space-between" align="start" mb="md">
        <div>
          <Group gap="xs">
            <Title order={2} id="profile-name">
              {profile.name}
            </Title>
            {newest.isBuiltIn ? (
              <Badge variant="light" color="gray" c="dimmed">
                Comes with the hub
              </Badge>
            ) : (
              <Select
                size="xs"
                w={170}
                aria-label="Version"
                data={versions.map(({ version }) => ({ value: String(version), label: version === newest.version ? `Version ${version} (newest)` : `Version ${version}` }))}
                value={String(profile.version)}
                onChange={(value) => setChosen(Number(value))}
                allowDeselect={false}
              />
            )}
          </Group>
          <Text c="dimmed" size="sm" mt={4} maw={560}>
            {profile.description || 'No description.'}
          </Text>
        </div>
        <Group gap="xs">
          <Button variant="light" leftSection={<FlaskConical size={16} />} onClick={trying.open}>
            Try on a file
          </Button>
          <Button variant="default" component={Link} to={`/profiles/${profile.name}?copy`} leftSection={<Copy size={16} />}>
            Copy
          </Button>
          {!newest.isBuiltIn && (
            <Button component={Link} to={`/profiles/${profile.name}?edit`} leftSection={<Pencil size={16} />}>
              Edit
            </Button>
          )}
        </Group>
      </Group>
      <Rules profile={profile} />
      <PreviewDialog opened={isTrying} onClose={trying.close} profileId={newest.name} />
    </Paper>
  );
}

function Rules({ profile }: { profile: Profile }) {
  const dates = DATES[datesOf(profile.options)];
  const text = TEXT_POLICIES[profile.textPolicy];
  return (
    <Stack gap="lg">
      <Part title="Always">
        <Text size="sm">
          Names, record numbers, birth dates, addresses and staff go; UIDs and the patient’s id are replaced; the header follows every row of the
          Basic Profile of DICOM PS3.15.
        </Text>
      </Part>
      <Part title="Options">
        <ul className={styles.options}>
          {Object.entries(OPTIONS).map(([option, { title, explanation }]) => {
            const isOn = profile.options.some((each) => each === option);
            return (
              <li key={option} data-off={!isOn || undefined}>
                {isOn ? <Check size={17} aria-label="Yes" /> : <X size={17} aria-label="No" />}
                <span>
                  <b>{title}</b>
                  {isOn && <small>{explanation}</small>}
                </span>
              </li>
            );
          })}
        </ul>
      </Part>
      <Part title="Dates">
        <Words {...dates} />
      </Part>
      <Part title="Text in the pixels">
        <Words {...text} />
        <Text size="sm" mt={6}>
          Markers that stay where nothing else stands beside them:
        </Text>
        <Group gap={4} mt={4}>
          {profile.allowedText.length === 0 && <Text size="sm">none</Text>}
          {profile.allowedText.map((marker) => (
            <Code key={marker}>{marker}</Code>
          ))}
        </Group>
      </Part>
      <Part title="Attributes with an action of their own">
        {profile.tagActions.length === 0 ? (
          <Text size="sm">None: the options decide.</Text>
        ) : (
          <Table fz="sm" verticalSpacing={5} aria-label="Actions by attribute">
            <Table.Tbody>
              {profile.tagActions.map(({ tag, keyword, action }) => (
                <Table.Tr key={tag}>
                  <Table.Td>{keyword ?? 'Unnamed'}</Table.Td>
                  <Table.Td className="mono">{tag}</Table.Td>
                  <Table.Td>
                    <b>{TAG_ACTIONS[action].title}</b>: {TAG_ACTIONS[action].explanation}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Part>
      <Part title="Attributes that can be searched and exported">
        {profile.extract == null ? (
          <Text size="sm">All that are small.</Text>
        ) : (
          <List size="sm">
            {profile.extract.map((keyword) => (
              <List.Item key={keyword}>{keyword}</List.Item>
            ))}
          </List>
        )}
        {profile.extract?.length === 0 && <Text size="sm">None.</Text>}
      </Part>
    </Stack>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <Title order={3} size="sm" mb={6}>
      {title}
    </Title>
    {children}
  </section>
);

const Words = ({ title, explanation }: { title: string; explanation: string }) => (
  <Text size="sm">
    <b>{title}.</b> {explanation}
  </Text>
);
