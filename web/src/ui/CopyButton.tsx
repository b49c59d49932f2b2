import { ActionIcon, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { tell } from './outcome';

/** Puts a text into the clipboard; where the browser has none (plain HTTP), it says so. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      tell('The browser does not let the hub copy. Mark the text and copy it by hand.');
    }
  };
  return (
    <Tooltip label={isCopied ? 'Copied' : label}>
      <ActionIcon variant="default" size={36} aria-label={isCopied ? `${label}: copied` : label} onClick={() => void copy()}>
        {isCopied ? <Check size={18} /> : <Copy size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
