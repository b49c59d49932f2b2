import type { Permission, Role } from '@/graphql/generated/graphql';

export const ROLES: Role[] = ['ADMINISTRATOR', 'DOCTOR', 'RESEARCHER', 'VIEWER'];

/** What each permission lets people do; the compiler tells when the hub gets another one. */
const WORDS: Record<Permission, string> = {
  PATIENT_READ: 'See patients and studies',
  PATIENT_WRITE: 'Add and edit patients and studies',
  PATIENT_DELETE: 'Delete patients and studies',
  IMAGE_READ: 'See images',
  IMAGE_UPLOAD: 'Upload images',
  IMAGE_DELETE: 'Delete images',
  ANNOTATION_WRITE: 'Annotate images',
  STATISTICS_READ: 'See statistics',
  DATA_EXPORT: 'Export data',
  COLLECTION_WRITE: 'Make and publish collections',
  MODEL_RUN: 'Apply models',
  MODEL_MANAGE: 'Register and train models',
  SHARE: 'Share by link',
  DOCUMENT_PERSIST: 'Register persisted operations',
  DICTIONARY_WRITE: 'Change the dictionary of fields',
  PROFILE_WRITE: 'Change profiles, review images',
  USER_MANAGE: 'Manage users and roles',
  AUDIT_READ: 'Read the audit trail',
  PRIVACY_MANAGE: 'Hide, hand over and erase patients',
  SYSTEM_MANAGE: 'Backups and state of the system',
};

const OWN_ONLY = 'What one made oneself; administrators, everything';
export const NOTES: Partial<Record<Permission, string>> = { PATIENT_DELETE: OWN_ONLY, IMAGE_DELETE: OWN_ONLY };

const GROUPS: [string, RegExp][] = [
  ['Patients', /^PATIENT_/],
  ['Images', /^(IMAGE|ANNOTATION)_/],
  ['Research', /^(STATISTICS|DATA|COLLECTION|MODEL)_|^SHARE$/],
  ['The hub', /./],
];

export const permissionName = (permission: Permission) => WORDS[permission] ?? permission;

/** The permissions in the order of the hub, by what they are about; each stands in the first group that fits. */
export function grouped(permissions: readonly Permission[] = Object.keys(WORDS) as Permission[]): [string, Permission[]][] {
  const groupOf = (permission: Permission) => GROUPS.find(([, pattern]) => pattern.test(permission))?.[0];
  const all = Object.keys(WORDS).filter((name) => permissions.includes(name as Permission)) as Permission[];
  return GROUPS.map(([title]): [string, Permission[]] => [title, all.filter((each) => groupOf(each) === title)]).filter(([, group]) => group.length > 0);
}
