import { isElsewhere } from '../elsewhere.js';
import { broken, fine, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/** Whether Convoso knows the token. */
export function checkToken({ convoso: { error } }: SetUp): readonly Finding[] {
  if (error === null) return [fine('Convoso accepts the token')];
  const { code, message, remedy } = error;
  if (code === 'NO_TOKEN')
    return [skipped('the account has no token, so nothing can act in Convoso', remedy)];
  if (isElsewhere(error)) return [skipped('the token cannot be read here', remedy)];
  // The check of the configuration tells of every secret that is missing.
  if (code === 'MISSING_TOKEN') return [skipped('there is no token to try', 'Mend the configuration first.')];
  return [broken(message.replace(/\.$/, ''), remedy)];
}
