import { Button, Group, NativeSelect, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import type { CollectionAccess, CollectionFactsFragment } from '@/graphql/generated/graphql';
import { Refused } from '@/session/Door';
import { FormModal } from '@/ui/FormModal';
import { refusalOf, tell } from '@/ui/outcome';
import { CREATE_COLLECTION, UPDATE_COLLECTION } from './documents';

type Props = { collection?: CollectionFactsFragment; onClose: () => void };

/** Makes a collection of patients, or changes what is said of one and who may read it. */
export function CollectionDialog({ collection, onClose }: Props) {
  const navigate = useNavigate();
  const [{ fetching: isCreating }, create] = useMutation(CREATE_COLLECTION);
  const [{ fetching: isUpdating }, update] = useMutation(UPDATE_COLLECTION);
  const [values, setValues] = useState({
    name: collection?.name ?? '',
    description: collection?.description ?? '',
    authors: collection?.authors ?? '',
    license: collection?.license ?? '',
    terms: collection?.terms ?? '',
  });
  const [keywords, setKeywords] = useState(collection?.keywords ?? []);
  const [access, setAccess] = useState<CollectionAccess>(collection?.access ?? 'EVERYBODY');
  const [readers, setReaders] = useState(collection?.readers ?? []);
  const [refusal, setRefusal] = useState<string | null>(null);
  const set = (part: Partial<typeof values>) => setValues({ ...values, ...part });
  const submit = async () => {
    const own = { ...values, name: values.name.trim(), keywords, access, readers: access === 'NAMED' ? readers : [] };
    if (collection) {
      const result = await update({ input: { id: collection.id, version: collection.version, ...own } });
      const sentence = refusalOf(result, result.data?.updateCollection.errors);
      if (sentence) return setRefusal(sentence);
      tell('The collection is saved.');
      return onClose();
    }
    const result = await create({ input: own });
    const made = result.data?.createCollection;
    const sentence = refusalOf(result, made?.errors);
    if (sentence || !made?.collection) return setRefusal(sentence);
    onClose();
    void navigate(`/collections/${made.collection.id}`);
  };
  return (
    <FormModal title={collection ? 'Edit collection' : 'New collection'} opened onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <TextInput label="Name" withAsterisk value={values.name} maxLength={200} onChange={(event) => set({ name: event.currentTarget.value })} data-autofocus />
          <Textarea label="Description" autosize minRows={2} value={values.description} onChange={(event) => set({ description: event.currentTarget.value })} />
          <Group grow align="start">
            <TextInput label="Authors" value={values.authors} onChange={(event) => set({ authors: event.currentTarget.value })} />
            <TextInput label="Licence" placeholder="CC BY 4.0" value={values.license} onChange={(event) => set({ license: event.currentTarget.value })} />
          </Group>
          <TagsInput label="Keywords" description="Write each and press Enter" value={keywords} onChange={setKeywords} />
          <NativeSelect
            label="Who sees it once it is published"
            value={access}
            onChange={(event) => setAccess(event.currentTarget.value as CollectionAccess)}
            data={[
              { value: 'EVERYBODY', label: 'Everybody who may see patients' },
              { value: 'NAMED', label: 'Those who are named' },
            ]}
          />
          {access === 'NAMED' && <TagsInput label="Their e-mail addresses" description="Write each and press Enter" value={readers} onChange={setReaders} />}
          <Textarea label="Terms, to be accepted before it is used" autosize minRows={2} value={values.terms} onChange={(event) => set({ terms: event.currentTarget.value })} />
          <Refused>{refusal}</Refused>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isCreating || isUpdating} disabled={!values.name.trim()}>
              {collection ? 'Save' : 'Make collection'}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
