import { ChevronRight, ScanSearch, UserRoundPlus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { REVIEW_COUNT } from '@/reviews/documents';
import { useMay } from '@/session/useSession';
import { count } from '@/ui/words';
import { WAITING_COUNT } from '@/users/documents';
import styles from './Home.module.css';

/** What waits for the person; nothing when nothing does. */
export function ToDo() {
  const mayReview = useMay('PROFILE_WRITE');
  const mayManage = useMay('USER_MANAGE');
  const [reviews] = useQuery({ query: REVIEW_COUNT, pause: !mayReview, requestPolicy: 'cache-and-network' });
  const [people] = useQuery({ query: WAITING_COUNT, pause: !mayManage, requestPolicy: 'cache-and-network' });
  const images = Number(reviews.data?.images.totalCount ?? 0);
  const accounts = Number(people.data?.users.totalCount ?? 0);
  if (images + accounts === 0) return null;
  return (
    <ul className={styles.todo} aria-label="Waiting for you">
      {images > 0 && <Item icon={ScanSearch} to="/review" text={`${count(images, 'image waits', 'images wait')} for review`} />}
      {accounts > 0 && <Item icon={UserRoundPlus} to="/settings/users?status=pending" text={`${count(accounts, 'person asks', 'people ask')} for an account`} />}
    </ul>
  );
}

const Item = ({ icon: Icon, to, text }: { icon: LucideIcon; to: string; text: string }) => (
  <li>
    <Link to={to}>
      <Icon size={20} aria-hidden />
      <span>{text}</span>
      <ChevronRight size={18} aria-hidden />
    </Link>
  </li>
);
