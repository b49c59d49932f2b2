import { Badge } from '@mantine/core';
import { useEffect } from 'react';
import { NavLink } from 'react-router';
import { useQuery } from 'urql';
import { number } from '@/ui/words';
import { REVIEW_COUNT } from './documents';

/** Others upload meanwhile. */
const POLL_MS = 60_000;

/** The way to the review page, with how many images wait there. */
export function ReviewLink({ className }: { className?: string }) {
  const [{ data }, ask] = useQuery({ query: REVIEW_COUNT });
  useEffect(() => {
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), POLL_MS);
    return () => clearInterval(timer);
  }, [ask]);
  const waiting = data?.images.totalCount ?? 0;
  return (
    <NavLink to="/review" className={className}>
      Review
      {waiting > 0 && (
        <Badge component="span" ml={6} size="sm" circle={waiting < 10} color="yellow" c="black" variant="filled" radius="xl">
          {number(waiting)}
          <span className="visually-hidden"> waiting</span>
        </Badge>
      )}
    </NavLink>
  );
}
