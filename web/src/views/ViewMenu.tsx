import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { Bookmark, Columns3, X } from 'lucide-react';
import { useState } from 'react';
import { withView, type Kept } from './storage';

export type Choice = { id: string; text: string };
type Props = {
  /** All columns there are, in their order. */
  choices: Choice[];
  /** The ids of those that are shown. */
  columns: string[];
  kept: Kept;
  address: string;
  onChange: (part: Partial<Kept>) => void;
  onOpen: (address: string) => void;
};

/** Which columns a list has, and the views of it that the person saved. */
export default function ViewMenu({ choices, columns, kept, address, onChange, onOpen }: Props) {
  const [name, setName] = useState('');
  const setColumns = (chosen: string[]) => onChange({ columns: choices.map(({ id }) => id).filter((id) => chosen.includes(id)) });
  const save = () => {
    if (name.trim()) onChange({ views: withView(kept.views, { name: name.trim(), address, columns }) });
    setName('');
  };
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={16} />}>
          Columns and views
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Checkbox.Group label="Columns" value={columns} onChange={setColumns}>
            <ScrollArea.Autosize mah={260} type="auto" mt={6}>
              <Stack gap={8}>
                {choices.map(({ id, text }) => (
                  <Checkbox key={id} value={id} label={text} disabled={columns.length === 1 && columns[0] === id} />
                ))}
              </Stack>
            </ScrollArea.Autosize>
          </Checkbox.Group>
          <div>
            {kept.views.length > 0 && (
              <Text size="sm" fw={500}>
                Saved views
              </Text>
            )}
            {kept.views.map((view) => (
              <Group key={view.name} gap={4} wrap="nowrap">
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<Bookmark size={14} />}
                  justify="start"
                  flex={1}
                  onClick={() => {
                    onChange({ columns: view.columns });
                    onOpen(view.address);
                  }}
                >
                  {view.name}
                </Button>
                <ActionIcon variant="subtle" color="gray" aria-label={`Forget the view ${view.name}`} onClick={() => onChange({ views: kept.views.filter((other) => other !== view) })}>
                  <X size={14} />
                </ActionIcon>
              </Group>
            ))}
          </div>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput
                size="xs"
                label="Save this view as"
                description="Filters, order and columns; kept in this browser"
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit" disabled={!name.trim()}>
                Save
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
