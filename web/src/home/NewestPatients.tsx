import { Anchor, Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Modalities } from '@/patients/patientColumns';
import { Failure } from '@/ui/Failure';
import { Section } from '@/ui/Section';
import { count, moment, nameOf } from '@/ui/words';
import { NEWEST_PATIENTS } from './documents';
import styles from './Home.module.css';

/** The patients to whom something was added last. */
export function NewestPatients() {
  const [{ data, error }, reload] = useQuery({ query: NEWEST_PATIENTS, requestPolicy: 'cache-and-network' });
  const patients = data?.patients.nodes;
  return (
    <Section title="Changed last" aside={<Anchor component={Link} to="/patients" size="sm">All patients</Anchor>}>
      {error && !patients && <Failure error={error} onRetry={reload} />}
      {!error && !patients && <Skeleton height={120} aria-busy="true" />}
      {patients?.length === 0 && (
        <Text size="sm" c="dimmed">
          No patients yet. They appear with the first upload.
        </Text>
      )}
      {patients && patients.length > 0 && (
        <ul className={styles.list}>
          {patients.map((patient) => (
            <li key={patient.id}>
              <Anchor component={Link} to={`/patients/${patient.id}`} size="sm" fw={500} className={patient.label ? undefined : 'mono'}>
                {nameOf(patient)}
              </Anchor>
              <span className={styles.facts}>
                {patient.modalities.length > 0 && <Modalities of={patient.modalities} />}
                <span className="numbers">{count(patient.imageCount, 'image')}</span>
                <span className="numbers">{moment(patient.updatedAt)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
