import { useMutation } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { DELETE_USER } from './documents';
import { nameOfUser, type UserRow } from './userColumns';

type Props = { user: UserRow; onClose: () => void; onDeleted: () => void };

/** Deletes an account, or the request of somebody who waits. */
export function DeleteUser({ user, onClose, onDeleted }: Props) {
  const [, remove] = useMutation(DELETE_USER);
  const isWaiting = user.status === 'PENDING';
  const name = nameOfUser(user);
  const confirm = async () => {
    const result = await remove({ input: { id: user.id } });
    const refusal = refusalOf(result, result.data?.deleteUser.errors);
    if (refusal) return refusal;
    tell(isWaiting ? `The request of ${name} is refused.` : `The account of ${name} is deleted.`);
    onDeleted();
    return null;
  };
  return (
    <ConfirmDelete
      title={isWaiting ? `Refuse ${name}?` : `Delete the account of ${name}?`}
      action={isWaiting ? 'Refuse' : 'Delete'}
      opened
      onClose={onClose}
      onConfirm={confirm}
    >
      {isWaiting
        ? `The request of ${user.email} is deleted. The hub does not tell the person, who may ask again.`
        : 'Its sessions and tokens end at once. What its owner added and uploaded stays. To keep somebody out for a while, disable the account instead.'}
    </ConfirmDelete>
  );
}
