import { ActionIcon, Tooltip } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import styles from './Viewer.module.css';

type Props = Omit<ComponentPropsWithRef<'button'>, 'color'> & { label: string; keys?: string; icon: LucideIcon; isPressed?: boolean };

export const Tool = ({ label, keys, icon: Icon, isPressed, ...rest }: Props) => (
  <Tooltip label={keys ? `${label} (${keys})` : label}>
    <ActionIcon {...rest} variant="transparent" size={35} className={styles.tool} aria-label={label} aria-pressed={isPressed}>
      <Icon size={20} />
    </ActionIcon>
  </Tooltip>
);
