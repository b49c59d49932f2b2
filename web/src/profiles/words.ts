import type { DeidentificationOption, TagActionKind, TextPolicy } from '@/graphql/generated/graphql';

type Words = { title: string; explanation: string };

/** The options of PS3.15 section E.3 but for those about dates, in plain words. */
export const OPTIONS: Partial<Record<DeidentificationOption, Words>> = {
  RETAIN_PATIENT_CHARACTERISTICS: {
    title: 'Keep patient characteristics',
    explanation: 'Age (over 89 as 90), sex, height, weight and the like stay: most research needs them.',
  },
  CLEAN_DESCRIPTORS: {
    title: 'Clean descriptions instead of removing them',
    explanation: 'Descriptions and comments stay, without names, numbers and dates in them.',
  },
  RETAIN_SAFE_PRIVATE: {
    title: 'Keep safe private attributes',
    explanation: 'Manufacturers’ own attributes that the standard lists as safe stay, such as diffusion values.',
  },
  RETAIN_DEVICE_IDENTITY: {
    title: 'Keep the device’s identity',
    explanation: 'Serial number, station name and the like stay: they tell where the image was made.',
  },
  RETAIN_INSTITUTION_IDENTITY: {
    title: 'Keep the institution’s identity',
    explanation: 'Name, address and department of the institution stay.',
  },
  RETAIN_UIDS: {
    title: 'Keep UIDs',
    explanation: 'Whoever has the originals can link them to these images.',
  },
  CLEAN_STRUCTURED_CONTENT: {
    title: 'Clean structured content instead of removing it',
    explanation: 'Acquisition context and contents of structured reports stay, cleaned.',
  },
  CLEAN_GRAPHICS: {
    title: 'Clean graphics instead of removing them',
    explanation: 'Overlays and graphic annotations stay, cleaned.',
  },
};

export type Dates = 'NONE' | 'RETAIN_MODIFIED_DATES' | 'RETAIN_FULL_DATES';

export const DATES: Record<Dates, Words> = {
  NONE: { title: 'Remove dates and times', explanation: 'Nothing tells when an image was made.' },
  RETAIN_MODIFIED_DATES: {
    title: 'Move dates',
    explanation: 'All dates of a patient move by the same secret number of days: the time between two examinations stays right.',
  },
  RETAIN_FULL_DATES: {
    title: 'Keep dates',
    explanation: 'Real dates can identify people: only where your rules allow it.',
  },
};

export const TEXT_POLICIES: Record<TextPolicy, Words> = {
  ALL_TEXT: { title: 'Black out all text', explanation: 'Every line of text in the pixels goes, but for the markers below. The safest choice.' },
  PHI_ONLY: {
    title: 'Black out identifying text only',
    explanation: 'Measurements and settings stay readable; names, numbers and dates go. Needs more trust in what is recognised.',
  },
};

export const TAG_ACTIONS: Record<TagActionKind, Words> = {
  REMOVE: { title: 'Remove', explanation: 'The attribute goes.' },
  EMPTY: { title: 'Empty', explanation: 'It stays without a value.' },
  REPLACE: { title: 'Replace', explanation: 'It gets a value that tells nothing.' },
  CLEAN: { title: 'Clean', explanation: 'It stays without what identifies somebody.' },
  KEEP: { title: 'Keep', explanation: 'It stays as it is; not possible where it names a person.' },
  REPLACE_UID: { title: 'Replace UID', explanation: 'It gets another UID, the same for the same original.' },
};
