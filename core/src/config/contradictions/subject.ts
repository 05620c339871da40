import { FIELDS } from '../../fields/catalogue.js';
import { isSharedName, winningSection } from '../../fields/shared-names.js';
import type { Section } from '../../fields/section.js';

/** Something of which a call has one value, or of which a field of one's own may hold several. */
export interface Subject {
  /** Two with one key are read from one place. */
  readonly key: string;
  /** As in `the status of one call`. */
  readonly name: string;
  readonly holdsSeveral: boolean;
}

export const STATUS: Subject = { key: 'callLog.status', name: 'its status', holdsSeveral: false };
export const PREVIOUS_STATUS = one('previousStatus', 'its status before');
export const LEAD_ACTION = one('leadAction', 'its lead action');
export const TERM_REASON = one('callLog.term_reason', 'its term reason');
export const CALL_TYPE = one('callLog.call_type', 'its type');
export const SUBMITTER = one('lead.created_by', 'who submitted the lead');

function one(key: string, name: string): Subject {
  return { key, name, holdsSeveral: false };
}

/**
 * A field. Without a section it is what a call has where the catalogue leaves no doubt; names of persons, which the call
 * has only where the lead has none, stay apart.
 */
export function fieldSubject(section: Section | undefined, field: string): Subject {
  const name = section === undefined ? field : `${section}.${field}`;
  const place = section ?? sectionMeant(field);
  return { key: `${place ?? ''}.${field}`, name, holdsSeveral: !isConvosos(section, field) };
}

function sectionMeant(field: string): Section | undefined {
  if (field === 'lead_id') return 'callLog';
  if (isSharedName(field)) {
    const winner = winningSection(field, 'call');
    return winner === 'callLog' ? winner : undefined;
  }
  return FIELDS.find(({ name }) => name === field)?.section;
}

/** What Convoso fills has one value; a field that the account has made may offer several to choose from. */
function isConvosos(section: Section | undefined, field: string): boolean {
  return FIELDS.some(
    (known) =>
      known.name === field &&
      known.section !== 'extra' &&
      (section === undefined || section === known.section),
  );
}
