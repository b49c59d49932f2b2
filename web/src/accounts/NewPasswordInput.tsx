import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** As the server has it; what is on its list of common passwords only the server says. */
const SHORTEST = 12;

export const passwordProblem = (password: string) => (password.length < SHORTEST ? `A password has at least ${SHORTEST} characters.` : null);

export const NewPasswordInput = (props: PasswordInputProps) => (
  <PasswordInput
    label="New password"
    description={`At least ${SHORTEST} characters. A few words that only you put together are best.`}
    autoComplete="new-password"
    aria-invalid={Boolean(props.error)}
    {...props}
  />
);
