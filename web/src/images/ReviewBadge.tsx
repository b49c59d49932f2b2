import { Badge } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import type { ReviewStatus } from '@/graphql/generated/graphql';

type Props = { status: ReviewStatus; always?: boolean };

/** Marks an image that others cannot see yet; a clean one needs no mark, unless asked for. */
export function ReviewBadge({ status, always = false }: Props) {
  switch (status) {
    case 'NEEDS_REVIEW':
      return (
        <Badge color="yellow" c="black" variant="filled" leftSection={<ShieldAlert size={13} aria-hidden />}>
          Quarantine
        </Badge>
      );
    case 'REJECTED':
      return (
        <Badge color="red.8" variant="filled">
          Rejected
        </Badge>
      );
    case 'APPROVED':
    case 'CLEAN':
      return always ? (
        <Badge color="teal.9" variant="filled">
          {status === 'CLEAN' ? 'Clean' : 'Approved'}
        </Badge>
      ) : null;
  }
}
