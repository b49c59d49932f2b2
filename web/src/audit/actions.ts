import { sentenceCase } from '@/ui/words';

/** What happened, in words. An action that is not here yet is named by the hub's own word. */
const WORDS: Record<string, string> = {
  'session.began': 'Signed in',
  'session.refused': 'Sign-in refused',
  'session.code_refused': 'Wrong code at sign-in',
  'session.ended': 'Signed out',
  'session.others_ended': 'Ended other sessions',
  'session.reuse_detected': 'Session token used twice',
  'account.signed_up': 'Asked for an account',
  'account.signed_up_again': 'Asked again for an account',
  'password.changed': 'Changed the password',
  'password.refused': 'Gave a wrong password',
  'password.reset_requested': 'Asked for a new password',
  'password.reset': 'Set a new password by mail',
  'second_factor.added': 'Set up a second factor',
  'second_factor.removed': 'Removed a second factor',
  'second_factor.recovery_code_used': 'Used a recovery code',
  'second_factor.recovery_codes_renewed': 'Made new recovery codes',
  'token.created': 'Made an API token',
  'token.revoked': 'Revoked an API token',
  'user.added': 'Added a user',
  'user.updated': 'Changed a user',
  'user.deleted': 'Deleted a user',
  'user.password_set': 'Set the password of a user',
  'role.changed': 'Changed a role',
  'audit.exported': 'Exported the audit trail',
  'patients.read': 'Read patient data',
  'images.viewed': 'Viewed images',
  'image.downloaded': 'Downloaded an image',
  'patient.created': 'Added a patient',
  'patient.updated': 'Changed a patient',
  'patient.deleted': 'Deleted a patient',
  'patient.erased': 'Erased a patient',
  'patient.opted_out': 'Hid a patient',
  'patient.opted_in': 'Showed a patient again',
  'patient.handed_over': 'Handed over the data of a patient',
  'study.created': 'Added a study',
  'study.updated': 'Changed a study',
  'study.deleted': 'Deleted a study',
  'series.created': 'Added a series',
  'series.updated': 'Changed a series',
  'series.deleted': 'Deleted a series',
  'upload.began': 'Began an upload',
  'image.added': 'Added images',
  'image.deleted': 'Deleted an image',
  'image.approved': 'Approved an image',
  'image.rejected': 'Rejected an image',
  'profile.saved': 'Saved a profile',
  'template.learnt': 'Taught a device',
  'template.deleted': 'Forgot a device',
  'field.defined': 'Defined a field',
  'field.updated': 'Changed a field',
  'field.deleted': 'Deleted a field',
};

export const actionName = (action: string) => WORDS[action] ?? sentenceCase(action.replaceAll('.', '_').toUpperCase());

/** What can be chosen as a filter; also what an address asks for that has no words yet. */
export const actionOptions = (chosen: readonly string[]) =>
  [...new Set([...Object.keys(WORDS), ...chosen])].map((value) => ({ value, label: actionName(value) }));

const PAGES: [RegExp, string][] = [
  [/^pat_/, '/patients/'],
  [/^stu_/, '/studies/'],
  [/^ser_/, '/series/'],
  [/^img_/, '/images/'],
];

/** Where a record is shown; null where it has no page. */
export function pageOf(id: string): string | null {
  const page = PAGES.find(([pattern]) => pattern.test(id));
  return page ? page[1] + id : null;
}
