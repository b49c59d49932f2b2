import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

type UserError = { code: string; message: string; path?: string[] | null };

/** The sentence for a person about an operation that failed as a whole. */
export function sentence(error: CombinedError | undefined): string | null {
  if (!error) return null;
  if (error.networkError) return 'The server cannot be reached. Check the connection and try again.';
  const code = error.graphQLErrors[0]?.extensions?.code;
  if (code === 'FORBIDDEN') return 'Your role does not allow this.';
  return error.graphQLErrors[0]?.message ?? 'Something went wrong. Try again.';
}

/** The sentence for a refused mutation; null when it was done. */
export function refusalOf(result: { error?: CombinedError }, errors: UserError[] | undefined): string | null {
  return sentence(result.error) ?? errors?.[0]?.message ?? null;
}

/** The refusals that belong to a field of the form, by its path `a.1.b`. */
export function byPath(errors: UserError[] | undefined): Record<string, string> {
  return Object.fromEntries((errors ?? []).filter(({ path }) => path?.length).map(({ path, message }) => [path?.join('.'), message]));
}

/** Says what happened; the message may link to it. */
export const tell = (message: ReactNode) => notifications.show({ message, color: 'teal', autoClose: 5000, closeButtonProps: { 'aria-label': 'Close' } });
