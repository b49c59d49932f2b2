import { ActionIcon, Button, Fieldset, Select, Text, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { TagActionKind } from '@/graphql/generated/graphql';
import { newAction, type Draft } from './draft';
import styles from './Profiles.module.css';
import { TAG_ACTIONS } from './words';

type Action = Draft['actions'][number];
type Props = { actions: Action[]; problems: Record<string, string>; onChange: (actions: Action[]) => void };

const KINDS = Object.entries(TAG_ACTIONS).map(([value, { title }]) => ({ value, label: title }));

/** The attributes whose action the options do not decide. */
export function TagActionsEditor({ actions, problems, onChange }: Props) {
  const change = (key: string, part: Partial<Action>) => onChange(actions.map((action) => (action.key === key ? { ...action, ...part } : action)));
  return (
    <Fieldset legend="Attributes with an action of their own">
      <Text size="sm" c="dimmed" mb="sm">
        Whatever the options say, this is done to them. Write a DICOM keyword such as PatientWeight, or a tag such as (0010,1030).
      </Text>
      {actions.map(({ key, attribute, action }, index) => (
        <div key={key} className={styles.action} role="group" aria-label={`Attribute ${index + 1}`}>
          <TextInput
            label="Attribute"
            placeholder="PatientWeight"
            value={attribute}
            onChange={(event) => change(key, { attribute: event.currentTarget.value })}
            error={problems[key]}
          />
          <Select
            label="What is done"
            description={TAG_ACTIONS[action].explanation}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={KINDS}
            value={action}
            allowDeselect={false}
            onChange={(value) => value && change(key, { action: value as TagActionKind })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            mt={24}
            aria-label={`Remove ${attribute || 'this attribute'}`}
            onClick={() => onChange(actions.filter((each) => each.key !== key))}
          >
            <X size={18} />
          </ActionIcon>
        </div>
      ))}
      <Button variant="light" size="xs" leftSection={<Plus size={15} />} onClick={() => onChange([...actions, newAction()])}>
        Add attribute
      </Button>
    </Fieldset>
  );
}
