import { Anchor, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

type Props = { value: string; onChange: (code: string) => void; error?: string | null; withRecovery?: boolean; autoFocus?: boolean };

/** Six digits of an app; or, when the app is lost, a recovery code. */
export function CodeInput({ value, onChange, error, withRecovery = true, autoFocus = true }: Props) {
  const [isRecovery, setRecovery] = useState(false);
  return (
    <Stack gap={6}>
      <TextInput
        key={String(isRecovery)}
        label={isRecovery ? 'Recovery code' : 'Code'}
        description={isRecovery ? 'One of the codes you kept. Each works once.' : 'The six digits that your app shows now.'}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        autoFocus={autoFocus || isRecovery}
        maxLength={isRecovery ? 40 : 10}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      {withRecovery && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="left"
          onClick={() => {
            setRecovery(!isRecovery);
            onChange('');
          }}
        >
          {isRecovery ? 'Use a code of the app' : 'Use a recovery code instead'}
        </Anchor>
      )}
    </Stack>
  );
}
