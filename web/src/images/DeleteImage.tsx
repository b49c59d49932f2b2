import { useMutation } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { bytes } from '@/ui/words';
import { DELETE_IMAGE } from './documents';

type Props = { image: { id: string; number?: number | null; fileSize?: number }; onClose: () => void };

export function DeleteImage({ image, onClose }: Props) {
  const [, remove] = useMutation(DELETE_IMAGE);
  const confirm = async () => {
    const result = await remove({ input: { id: image.id } });
    const refusal = refusalOf(result, result.data?.deleteImage.errors);
    if (refusal === null) tell('The image is deleted.');
    return refusal;
  };
  return (
    <ConfirmDelete title={`Delete image ${image.number ?? image.id}?`} opened onClose={onClose} onConfirm={confirm}>
      Its file{image.fileSize !== undefined && ` (${bytes(image.fileSize)})`}, thumbnail and de-identification report go with it, for good.
    </ConfirmDelete>
  );
}
