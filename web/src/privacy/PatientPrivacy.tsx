import { Anchor, Button, Stack, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Download } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { useMutation } from 'urql';
import { ConfirmDelete } from '@/ui/ConfirmDelete';
import { refusalOf, tell } from '@/ui/outcome';
import { Section } from '@/ui/Section';
import { nameOf } from '@/ui/words';
import { SET_OPT_OUT } from './documents';
import { ErasePatient } from './ErasePatient';

type Props = { patient: { id: string; label?: string | null } };

/** What the law lets a patient ask for, on the patient's page: not to be used, to be handed over, to be erased. */
export default function PatientPrivacy({ patient }: Props) {
  const navigate = useNavigate();
  const [, setOptOut] = useMutation(SET_OPT_OUT);
  const [isHiding, hiding] = useDisclosure();
  const [isErasing, erasing] = useDisclosure();
  const hide = async () => {
    const result = await setOptOut({ input: { id: patient.id, optedOut: true } });
    const refusal = refusalOf(result, result.data?.setOptOut.errors);
    if (refusal) return refusal;
    tell(
      <>
        {patient.id} is hidden from everybody.{' '}
        <Anchor component={Link} to="/settings/privacy" inherit>
          Who has opted out
        </Anchor>
      </>,
    );
    void navigate('/settings/privacy');
    return null;
  };
  return (
    <Section title="Privacy">
      <Stack gap="sm">
        <Switch
          label="Opted out"
          description="Hides the patient from every list, count and export"
          checked={isHiding}
          onChange={hiding.open}
        />
        <Button component="a" href={`/files/patients/${patient.id}/archive`} download variant="default" leftSection={<Download size={16} />}>
          Download all data
        </Button>
        <Button variant="default" c="red" onClick={erasing.open}>
          Erase for good
        </Button>
      </Stack>
      <ConfirmDelete title={`Hide ${nameOf(patient)}?`} action="Hide" opened={isHiding} onClose={hiding.close} onConfirm={hide}>
        Nobody sees the patient any more, not even administrators, until you show it again in the settings under Privacy. Nothing is deleted.
      </ConfirmDelete>
      <ErasePatient id={patient.id} opened={isErasing} onClose={erasing.close} onErased={() => void navigate('/patients')} />
    </Section>
  );
}
