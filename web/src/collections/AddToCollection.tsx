import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { Refused } from '@/session/Door';
import { FormModal } from '@/ui/FormModal';
import { refusalOf, tell } from '@/ui/outcome';
import { count } from '@/ui/words';
import { CHANGE_MEMBERS, COLLECTIONS, CREATE_COLLECTION } from './documents';

/** Adds patients to the draft of a collection of one's own, or to a new one. */
export function AddToCollection({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const [{ data }] = useQuery({ query: COLLECTIONS, variables: {}, requestPolicy: 'cache-and-network' });
  const [{ fetching: isCreating }, create] = useMutation(CREATE_COLLECTION);
  const [{ fetching: isChanging }, change] = useMutation(CHANGE_MEMBERS);
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const own = data?.collections.nodes.filter(({ isMine, isDynamic, kind }) => isMine && !isDynamic && kind === 'PATIENT') ?? [];
  const found = async () => {
    const known = own.find(({ id }) => id === chosen);
    if (known) return known;
    const made = await create({ input: { name: name.trim() } });
    setRefusal(refusalOf(made, made.data?.createCollection.errors));
    return made.data?.createCollection.collection ?? null;
  };
  const submit = async () => {
    const collection = await found();
    if (!collection) return;
    const result = await change({ input: { id: collection.id, version: collection.version, ids } });
    const sentence = refusalOf(result, result.data?.changeCollectionMembers.errors);
    if (sentence) return setRefusal(sentence);
    tell(
      <>
        Added to <Link to={`/collections/${collection.id}`}>{collection.name}</Link>.
      </>,
    );
    onClose();
  };
  return (
    <FormModal title={`Add ${count(ids.length, 'patient')} to a collection`} opened onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <NativeSelect
            label="Collection"
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[{ value: '', label: 'A new one' }, ...own.map(({ id, name: text }) => ({ value: id, label: text }))]}
            data-autofocus
          />
          {!chosen && <TextInput label="Name" withAsterisk value={name} maxLength={200} onChange={(event) => setName(event.currentTarget.value)} />}
          <Refused>{refusal}</Refused>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isCreating || isChanging} disabled={!chosen && !name.trim()}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </FormModal>
  );
}
