import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMay } from '@/session/useSession';
import { actionOptions } from './actions';
import styles from './Audit.module.css';
import { NOTHING, type AuditFilters } from './filters';
import { PersonSelect } from './PersonSelect';

/** Typing rests this long before the server is asked. */
const PAUSE_MS = 350;

type Props = { filters: AuditFilters; onChange: (part: Partial<AuditFilters>) => void };

export function AuditFilterBar({ filters, onChange }: Props) {
  const mayManage = useMay('USER_MANAGE');
  const isNarrowed = JSON.stringify(filters) !== JSON.stringify(NOTHING);
  return (
    <div role="search" aria-label="Audit events" className={styles.filters}>
      <MultiSelect
        label="What"
        placeholder={filters.actions.length ? undefined : 'Anything'}
        data={actionOptions(filters.actions)}
        value={filters.actions}
        onChange={(actions) => onChange({ actions })}
        searchable
        clearable
        maxDropdownHeight={320}
      />
      {mayManage ? (
        <PersonSelect value={filters.actor} onChange={(actor) => onChange({ actor })} />
      ) : (
        <IdInput label="Account" placeholder="usr_…" value={filters.actor} onChange={(actor) => onChange({ actor })} />
      )}
      <IdInput label="Record" placeholder="Id, e.g. pat_…" value={filters.object} onChange={(object) => onChange({ object })} />
      <Group gap="xs" wrap="nowrap" align="end">
        <TextInput label="From" type="date" max={filters.to || undefined} value={filters.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
        <TextInput label="To" type="date" min={filters.from || undefined} value={filters.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
      </Group>
      {isNarrowed && (
        <Button variant="subtle" leftSection={<X size={16} />} onClick={() => onChange(NOTHING)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

type IdProps = { label: string; placeholder: string; value: string; onChange: (id: string) => void };

function IdInput({ label, placeholder, value, onChange }: IdProps) {
  const [shown, setShown] = useState(value);
  const changeLater = useDebouncedCallback(onChange, PAUSE_MS);
  useEffect(() => setShown(value), [value]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      classNames={{ input: 'mono' }}
      spellCheck={false}
      value={shown}
      onChange={(event) => {
        setShown(event.currentTarget.value);
        changeLater(event.currentTarget.value.trim());
      }}
    />
  );
}
