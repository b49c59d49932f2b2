import { useClient, useMutation } from 'urql';
import { graphql } from '@/graphql/generated';
import type { FieldOwner } from '@/graphql/generated/graphql';
import { refusalOf } from '@/ui/outcome';
import type { Draft } from './draft';
import { FIELD_DEFINITIONS } from './documents';

const DEFINE_FIELD = graphql(`
  mutation DefineField($input: DefineFieldInput!) {
    defineField(input: $input) {
      field { id name }
      errors { ...Refusal }
    }
  }
`);

/** A new field of kind choice needs its entry, with the choices, in the dictionary before a value can be stored. */
export function useDefineChoices(owner: FieldOwner) {
  const client = useClient();
  const [, define] = useMutation(DEFINE_FIELD);
  return async (drafts: Draft[]): Promise<string | null> => {
    const { data } = await client.query(FIELD_DEFINITIONS, { owner }).toPromise();
    const known = new Set(data?.fieldDefinitions.map(({ name }) => name));
    for (const { name, type, choices } of drafts) {
      if (type !== 'CHOICE' || known.has(name.trim())) continue;
      const result = await define({ input: { name: name.trim(), label: name.trim(), owner, type, choices } });
      const refusal = refusalOf(result, result.data?.defineField.errors);
      if (refusal) return refusal;
    }
    return null;
  };
}
