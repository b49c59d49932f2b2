import { List, Text } from '@mantine/core';
import { useMutation } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { count } from '@/ui/words';
import { DELETE_SERIES } from './documents';

type Props = { series: { id: string; imageCount: number }; onClose: () => void; onDeleted: () => void };

export function DeleteSeries({ series, onClose, onDeleted }: Props) {
  const [, remove] = useMutation(DELETE_SERIES);
  const confirm = async () => {
    const result = await remove({ input: { id: series.id } });
    const refusal = refusalOf(result, result.data?.deleteSeries.errors);
    if (refusal) return refusal;
    tell(`The series is deleted, with ${count(result.data?.deleteSeries.deletedImages ?? 0, 'image')}.`);
    onDeleted();
    return null;
  };
  return (
    <ConfirmDelete title="Delete this series?" opened onClose={onClose} onConfirm={confirm}>
      <Text>These go with the series, for good:</Text>
      <List mt="xs">
        <List.Item>its description and all other fields</List.Item>
        <List.Item>{count(series.imageCount, 'image')} and their files</List.Item>
      </List>
    </ConfirmDelete>
  );
}
