import type { CreateExportInput, ExportFormat, ExportLevel, ExportSplitInput } from '@/graphql/generated/graphql';

export const LEVELS: ExportLevel[] = ['PATIENT', 'STUDY', 'SERIES', 'IMAGE'];
export const LEVEL_NAMES: Record<ExportLevel, string> = { PATIENT: 'patient', STUDY: 'study', SERIES: 'series', IMAGE: 'image' };
export const LEVEL_PLURALS: Record<ExportLevel, string> = { PATIENT: 'patients', STUDY: 'studies', SERIES: 'series', IMAGE: 'images' };

export const TABLES: { value: ExportFormat; label: string }[] = [
  { value: 'CSV', label: 'CSV, for Excel and statistics' },
  { value: 'PARQUET', label: 'Parquet, typed, for pandas and R' },
  { value: 'JSON', label: 'JSON' },
  { value: 'NDJSON', label: 'JSON, one line a row' },
];
export const FILES: { value: ExportFormat; label: string }[] = [
  { value: 'DICOM', label: 'DICOM, de-identified' },
  { value: 'TIFF', label: 'TIFF, with all bits' },
  { value: 'NIFTI', label: 'NIfTI, for series that are volumes' },
  { value: 'PNG', label: 'PNG, 8 bit, for the eye' },
];
const isTable = (format: ExportFormat) => TABLES.some(({ value }) => value === format);
export const formatName = (format: ExportFormat) => [...TABLES, ...FILES].find(({ value }) => value === format)?.label.split(',')[0] ?? format;

/** What can be a row when these are exported: themselves, and what is in them. */
export const levelsFrom = (level: ExportLevel): ExportLevel[] => LEVELS.slice(LEVELS.indexOf(level));

/** The columns of the hub's own that people mostly choose from; dynamic fields are `fields.NAME`. */
export const COLUMNS: Record<ExportLevel, string[]> = {
  PATIENT: ['id', 'label', 'age', 'gender', 'modalities', 'image_count', 'created_at'],
  STUDY: ['id', 'patient_id', 'label', 'date', 'description', 'modalities', 'image_count', 'study_instance_uid', 'created_at', 'patient.age', 'patient.gender'],
  SERIES: ['id', 'study_id', 'patient_id', 'label', 'number', 'modality', 'description', 'body_part', 'laterality', 'view_position', 'image_count', 'series_instance_uid', 'patient.age', 'patient.gender', 'study.date'],
  IMAGE: ['id', 'series_id', 'study_id', 'patient_id', 'number', 'modality', 'rows', 'columns', 'frames', 'bits_stored', 'photometric_interpretation', 'row_spacing', 'column_spacing', 'patient.age', 'patient.gender', 'study.date'],
};

export type Choice = {
  format: ExportFormat;
  level: ExportLevel;
  /** Empty for all. */
  columns: string[];
  split: { train: number; validation: number; test: number } | null;
  /** Whether DICOM files come with a DICOMDIR. */
  directory: boolean;
};

/** What is asked of the server; files are always images, and have no columns. */
export function inputOf({ format, level, columns, split, directory }: Choice): Pick<CreateExportInput, 'format' | 'level' | 'columns' | 'split' | 'directory'> {
  const table = isTable(format);
  return {
    format,
    level: table ? level : 'IMAGE',
    columns: table && columns.length ? columns : null,
    split: split && fractions(split),
    directory: directory && format === 'DICOM' && !split,
  };
}

/** Percent to fractions that make up a whole exactly. */
function fractions({ train, validation }: { train: number; validation: number }): ExportSplitInput {
  return { train: train / 100, validation: validation / 100, test: (100 - train - validation) / 100, seed: 0 };
}

/** What is wrong with the choice; null when it can be sent. */
export function problem({ split }: Choice): string | null {
  if (!split) return null;
  const parts = [split.train, split.validation, split.test];
  return parts.some((part) => part < 0) || parts.reduce((sum, part) => sum + part, 0) !== 100 ? 'The three parts make up 100 %.' : null;
}
