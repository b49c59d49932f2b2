import { List, Text } from '@mantine/core';
import { useMutation } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { count } from '@/ui/words';
import { DELETE_STUDY } from './documents';

type Props = { study: { id: string; imageCount: number }; onClose: () => void; onDeleted: () => void };

export function DeleteStudy({ study, onClose, onDeleted }: Props) {
  const [, remove] = useMutation(DELETE_STUDY);
  const confirm = async () => {
    const result = await remove({ input: { id: study.id } });
    const refusal = refusalOf(result, result.data?.deleteStudy.errors);
    if (refusal) return refusal;
    tell(`The study is deleted, with ${count(result.data?.deleteStudy.deletedImages ?? 0, 'image')}.`);
    onDeleted();
    return null;
  };
  return (
    <ConfirmDelete title="Delete this study?" opened onClose={onClose} onConfirm={confirm}>
      <Text>These go with the study, for good:</Text>
      <List mt="xs">
        <List.Item>its date, description and all other fields</List.Item>
        <List.Item>its series</List.Item>
        <List.Item>{count(study.imageCount, 'image')} and their files</List.Item>
      </List>
    </ConfirmDelete>
  );
}
