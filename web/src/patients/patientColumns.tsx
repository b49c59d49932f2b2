import { ActionIcon, Anchor, Badge, Group } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import type { PatientsQuery } from '@/graphql/generated/graphql';
import type { Column } from '@/ui/DataTable';
import { Nothing } from '@/ui/Nothing';
import { dayOf, number, sentenceCase } from '@/ui/words';

export type PatientRow = PatientsQuery['patients']['nodes'][number];

export const Modalities = ({ of }: { of: string[] }) => (
  <Group gap={4}>
    {of.map((modality) => (
      <Badge key={modality} variant="light" size="sm">
        {modality}
      </Badge>
    ))}
  </Group>
);

/** The columns that patients have in any hub. */
export const PATIENT_COLUMNS: Column<PatientRow>[] = [
  {
    id: 'id',
    header: 'Patient',
    sortBy: 'ID',
    cell: (row) => (
      <Anchor component={Link} to={`/patients/${row.id}`} className="mono" fw={500} size="sm">
        {row.id}
      </Anchor>
    ),
  },
  { id: 'label', header: 'Label', sortBy: 'LABEL', cell: (row) => row.label ?? <Nothing /> },
  {
    id: 'gender',
    header: 'Gender',
    sortBy: 'GENDER',
    cell: (row) => (row.gender === 'UNKNOWN' ? <Nothing /> : sentenceCase(row.gender)),
  },
  { id: 'age', header: 'Age', sortBy: 'AGE', align: 'right', cell: (row) => row.age ?? <Nothing /> },
  { id: 'modalities', header: 'Modalities', cell: (row) => <Modalities of={row.modalities} /> },
  {
    id: 'images',
    header: 'Images',
    sortBy: 'IMAGE_COUNT',
    align: 'right',
    cell: (row) => <span className="numbers">{number(row.imageCount)}</span>,
  },
  {
    id: 'created',
    header: 'Added',
    sortBy: 'CREATED_AT',
    cell: (row) => <span className="numbers">{dayOf(row.createdAt)}</span>,
  },
];

/** The column that is there only for those who may delete. */
export const deleteColumn = (onDelete: (patient: PatientRow) => void): Column<PatientRow> => ({
  id: 'delete',
  header: <span className="visually-hidden">Delete</span>,
  align: 'right',
  cell: (row) => (
    <ActionIcon variant="subtle" color="gray" aria-label={`Delete patient ${row.label ?? row.id}`} onClick={() => onDelete(row)}>
      <Trash2 size={17} />
    </ActionIcon>
  ),
});
