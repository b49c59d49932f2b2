import { Alert, Button, Checkbox, Fieldset, Group, Paper, Radio, Stack, TagsInput, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMutation } from 'urql';
import type { DeidentificationOption, TextPolicy } from '@/graphql/generated/graphql';
import { sentence, tell } from '@/ui/outcome';
import { SAVE_PROFILE } from './documents';
import { refusals, toInput, type Draft, type Profile, type Refusals } from './draft';
import { TagActionsEditor } from './TagActionsEditor';
import { DATES, OPTIONS, TEXT_POLICIES, type Dates } from './words';

const NOTHING: Refusals = { fields: {}, actions: {}, rest: null };

/** Makes a profile, or a new version of one; files that are stored keep the version they were made with. */
export function ProfileEditor({ initial, source }: { initial: Draft; source: Profile }) {
  const navigate = useNavigate();
  const [{ fetching }, save] = useMutation(SAVE_PROFILE);
  const [draft, setDraft] = useState(initial);
  const [refused, setRefused] = useState(NOTHING);
  const isNew = draft.basedOn === null;
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefused(NOTHING);
    if (!draft.name.trim()) return setRefused({ ...NOTHING, fields: { name: 'Give the profile a name.' } });
    const { data, error } = await save({ input: toInput(draft) });
    const saved = data?.saveDeidentificationProfile.profile;
    if (!saved) return setRefused({ ...refusals(draft, data?.saveDeidentificationProfile.errors ?? []), ...(error && { rest: sentence(error) }) });
    tell(isNew ? `The profile ${saved.name} is made: uploads can use it now.` : `Version ${saved.version} of ${saved.name} is saved.`);
    navigate(`/profiles/${saved.name}`);
  };

  return (
    <Paper withBorder radius="lg" p="lg" component="form" noValidate onSubmit={(event) => void submit(event)} aria-labelledby="editor-title">
      <Title order={2} id="editor-title">
        {isNew ? 'New profile' : `New version of ${draft.name}`}
      </Title>
      <Text c="dimmed" size="sm" mt={4} mb="md">
        {isNew ? `It begins as ${source.name} is now.` : `Based on version ${source.version}, which stays as it is. Images remember the version they were made with.`}
      </Text>
      <Stack gap="lg">
        <Group grow align="start">
          {isNew && (
            <TextInput
              label="Name"
              description="Lower-case letters, digits and hyphens"
              value={draft.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={refused.fields.name}
              maxLength={40}
              data-autofocus
            />
          )}
          <Textarea
            label="Description"
            description="What it is for; people read it when they upload"
            autosize
            minRows={1}
            value={draft.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
            error={refused.fields.description}
          />
        </Group>
        <Fieldset legend="Options">
          <Checkbox.Group value={draft.options} onChange={(options) => set({ options: options as DeidentificationOption[] })} aria-label="Options">
            <Stack gap="sm">
              {Object.entries(OPTIONS).map(([value, { title, explanation }]) => (
                <Checkbox key={value} value={value} label={title} description={explanation} />
              ))}
            </Stack>
          </Checkbox.Group>
        </Fieldset>
        <Fieldset legend="Dates">
          <Radio.Group value={draft.dates} onChange={(dates) => set({ dates: dates as Dates })} error={refused.fields.options} aria-label="Dates">
            <Stack gap="sm">
              {Object.entries(DATES).map(([value, { title, explanation }]) => (
                <Radio key={value} value={value} label={title} description={explanation} />
              ))}
            </Stack>
          </Radio.Group>
        </Fieldset>
        <Fieldset legend="Text in the pixels">
          <Stack>
            <Radio.Group value={draft.textPolicy} onChange={(policy) => set({ textPolicy: policy as TextPolicy })} aria-label="Text in the pixels">
              <Stack gap="sm">
                {Object.entries(TEXT_POLICIES).map(([value, { title, explanation }]) => (
                  <Radio key={value} value={value} label={title} description={explanation} />
                ))}
              </Stack>
            </Radio.Group>
            <TagsInput
              label="Markers that stay"
              description="Short texts such as L or MLO, kept only where nothing else stands beside them. Type one and press Enter."
              value={draft.markers}
              onChange={(markers) => set({ markers })}
              error={refused.fields.allowedText}
              clearable
              clearButtonProps={{ 'aria-label': 'Remove all markers' }}
            />
          </Stack>
        </Fieldset>
        <TagActionsEditor actions={draft.actions} problems={refused.actions} onChange={(actions) => set({ actions })} />
        <Fieldset legend="Attributes that can be searched and exported">
          <Stack gap="sm">
            <Checkbox
              label="All that are small"
              description="Otherwise only those that you list"
              checked={draft.isExtractAll}
              onChange={(event) => set({ isExtractAll: event.currentTarget.checked })}
            />
            {!draft.isExtractAll && (
              <TagsInput
                label="Only these"
                description="DICOM keywords such as PatientSize or KVP. Type one and press Enter."
                value={draft.extract}
                onChange={(extract) => set({ extract })}
                error={refused.fields.extract}
              />
            )}
          </Stack>
        </Fieldset>
        {refused.rest && (
          <Alert color="red" role="alert">
            {refused.rest}
          </Alert>
        )}
        {refused.rest === null && Object.keys({ ...refused.fields, ...refused.actions }).length > 0 && (
          <Text c="red" size="sm" role="alert">
            Something above cannot be saved as it is: look at what is marked red.
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" component={Link} to={`/profiles/${source.name}`}>
            Cancel
          </Button>
          <Button type="submit" loading={fetching}>
            {isNew ? 'Make profile' : 'Save new version'}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
