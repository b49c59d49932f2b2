import { Select, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { PROFILES } from './documents';

/** The profile of uploads where nobody says another. */
export const DEFAULT_PROFILE = 'research';

type Props = { value: string; onChange: (id: string) => void; hasDescription?: boolean };

/** The rules by which files are de-identified, each with what it is for. */
export function ProfileSelect({ value, onChange, hasDescription = false }: Props) {
  const [{ data }] = useQuery({ query: PROFILES });
  const profiles = data?.deidentificationProfiles ?? [];
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  return (
    <Select
      label="De-identification profile"
      description={hasDescription ? (byName.get(value)?.description ?? ' ') : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      flex="1 1 220px"
      data={profiles.length ? profiles.map(({ name }) => name) : [value]}
      value={value}
      onChange={(name) => name && onChange(name)}
      allowDeselect={false}
      maxDropdownHeight={320}
      renderOption={({ option }) => (
        <div>
          <Text size="sm" fw={600}>
            {option.value}
            {option.value === DEFAULT_PROFILE && (
              <Text span size="xs" c="dimmed" ml={6}>
                default
              </Text>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {byName.get(option.value)?.description}
          </Text>
        </div>
      )}
    />
  );
}
