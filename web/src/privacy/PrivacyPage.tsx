import { Anchor, Button, Group } from '@mantine/core';
import { EyeOff, ShieldX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { useMay } from '@/session/useSession';
import { SettingsHeader } from '@/settings/SettingsHeader';
import { DataTable, type Column } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Failure } from '@/ui/Failure';
import { Refused } from '@/session/Door';
import { refusalOf, tell } from '@/ui/outcome';
import { moment } from '@/ui/words';
import { OPT_OUTS, SET_OPT_OUT } from './documents';
import { ErasePatient } from './ErasePatient';

type Row = { id: string; createdAt: string; archiveUrl: string };

/** `/settings/privacy`: the patients who have opted out, whom no other page shows. */
export default function PrivacyPage() {
  return useMay('PRIVACY_MANAGE') ? <OptOuts /> : <Empty icon={ShieldX} titleOrder={1} title="Your role does not manage privacy" />;
}

function OptOuts() {
  const [{ data, error }, reload] = useQuery({ query: OPT_OUTS, requestPolicy: 'cache-and-network' });
  const [, setOptOut] = useMutation(SET_OPT_OUT);
  const [victim, setVictim] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const columns = useMemo(
    () =>
      optOutColumns(async (id) => {
        const result = await setOptOut({ input: { id, optedOut: false } });
        const refused = refusalOf(result, result.data?.setOptOut.errors);
        setRefusal(refused);
        if (refused) return;
        tell(
          <>
            <Anchor component={Link} to={`/patients/${id}`} inherit>
              {id}
            </Anchor>{' '}
            is seen again.
          </>,
        );
      }, setVictim),
    [setOptOut],
  );
  const rows = (data?.optOuts ?? []).map(({ patientId, ...rest }) => ({ id: patientId, ...rest }));
  return (
    <>
      <SettingsHeader
        title="Privacy"
        about="Patients who have opted out. Nobody sees them, and no list, count or export has them, until you show them again. Hiding and erasing others is done on their own pages."
      />
      {refusal && <Refused>{refusal}</Refused>}
      {error && !data ? (
        <Failure error={error} onRetry={reload} />
      ) : (
        <DataTable
          label="Patients who have opted out"
          columns={columns}
          rows={rows}
          isLoading={!data}
          empty={
            <Empty icon={EyeOff} title="Nobody has opted out">
              On the page of a patient, under Privacy, one who does not want to be used is hidden.
            </Empty>
          }
        />
      )}
      {victim && <ErasePatient id={victim} opened onClose={() => setVictim(null)} />}
    </>
  );
}

const optOutColumns = (onShow: (id: string) => Promise<void>, onErase: (id: string) => void): Column<Row>[] => [
  { id: 'patient', header: 'Patient', cell: (row) => <span className="mono">{row.id}</span> },
  { id: 'since', header: 'Since', cell: (row) => <span className="numbers">{moment(row.createdAt)}</span> },
  {
    id: 'actions',
    header: <span className="visually-hidden">Actions</span>,
    align: 'right',
    cell: (row) => (
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        <Button size="xs" variant="default" aria-label={`Show again: ${row.id}`} onClick={() => void onShow(row.id)}>
          Show again
        </Button>
        <Button size="xs" variant="default" component="a" href={row.archiveUrl} download aria-label={`Download all data of ${row.id}`}>
          Download
        </Button>
        <Button size="xs" variant="default" c="red" aria-label={`Erase ${row.id}`} onClick={() => onErase(row.id)}>
          Erase
        </Button>
      </Group>
    ),
  },
];
