import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { StudiesQuery } from '@/graphql/generated/graphql';
import { Modalities } from '@/patients/patientColumns';
import type { Column } from '@/ui/DataTable';
import { Nothing } from '@/ui/Nothing';
import { day, dayOf, nameOf, number } from '@/ui/words';

export type StudyRow = StudiesQuery['studies']['nodes'][number];

/** The columns that studies have in any hub. */
export const STUDY_COLUMNS: Column<StudyRow>[] = [
  {
    id: 'date',
    header: 'Date',
    sortBy: 'DATE',
    cell: (row) => (
      <Anchor component={Link} to={`/studies/${row.id}`} fw={500} size="sm" className="numbers">
        {row.date ? day(row.date) : 'No date'}
      </Anchor>
    ),
  },
  {
    id: 'patient',
    header: 'Patient',
    cell: (row) => (
      <Anchor component={Link} to={`/patients/${row.patient.id}`} size="sm" className={row.patient.label ? undefined : 'mono'}>
        {nameOf(row.patient)}
      </Anchor>
    ),
  },
  { id: 'label', header: 'Label', sortBy: 'LABEL', cell: (row) => row.label ?? <Nothing /> },
  { id: 'description', header: 'Description', cell: (row) => row.description ?? <Nothing /> },
  { id: 'modalities', header: 'Modalities', cell: (row) => <Modalities of={row.modalities} /> },
  { id: 'images', header: 'Images', sortBy: 'IMAGE_COUNT', align: 'right', cell: (row) => <span className="numbers">{number(row.imageCount)}</span> },
  { id: 'created', header: 'Added', sortBy: 'CREATED_AT', cell: (row) => <span className="numbers">{dayOf(row.createdAt)}</span> },
];
