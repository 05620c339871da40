import { normalisePhone } from '../fields/phone-text.js';
import { RELATION_FIELDS } from '../workflow/relation-types.js';
import { zeroInFront } from './code-doubts.js';
import type { ConfigProblem } from './problem.js';
import type { Refusal } from './refuse.js';
import type { Workflow } from './settled.js';
import { severalInOne } from '../doubts/several-in-one.js';

/** Ids of a scope by which no call can be in it. */
export function scopeDoubts({ relation }: Workflow, path: string): ConfigProblem[] {
  const { type, ids, all } = relation;
  if (all) return [];
  if (type === 'emailTemplate') {
    const message = "Convoso's deliveries do not say which e-mail template a lead came by: this never fires.";
    const remedy = 'Choose the scope campaign, list, queue or inboundNumber, or set all to true.';
    const value = JSON.stringify(type);
    return [{ code: 'SCOPE_NOT_DELIVERED', path: `${path}.relation.type`, value, message, remedy }];
  }
  return ids.flatMap((id, at) => {
    const refusal = type === 'inboundNumber' ? numberDoubt(id) : idDoubt(id, RELATION_FIELDS[type]);
    const place = `${path}.relation.ids[${String(at)}]`;
    return refusal === null ? [] : [{ ...refusal, path: place, value: JSON.stringify(id) }];
  });
}

const SO = 'so that this never fires by it';

function idDoubt(id: string, field: string): Refusal | null {
  if (isDigits(id)) return zeroInFront(id, 'this never fires by it');
  return severalInOne(id, SO, isDigits) ?? (hasLetters(id) ? byName(field) : noId(field));
}

function numberDoubt(id: string): Refusal | null {
  const several = severalInOne(id, SO, isPhone);
  if (several !== null) return several;
  if (isPhone(id)) return null;
  return hasLetters(id) ? byName('inbound_number') : NO_NUMBER;
}

function byName(field: string): Refusal {
  return {
    code: 'SCOPE_BY_NAME',
    message: `A scope compares ${field}, and this looks like a name: this never fires by it.`,
    remedy: `Name the ${field} as Convoso's screen shows it.`,
  };
}

function noId(field: string): Refusal {
  return {
    code: 'SCOPE_NOT_AN_ID',
    message: `This is no ${field} of Convoso's, which is digits only, ${SO}.`,
    remedy: `Name the ${field} as Convoso's screen shows it.`,
  };
}

const NO_NUMBER: Refusal = {
  code: 'SCOPE_NOT_AN_ID',
  message: `This is no number that is called: it has too few digits, too many, or one throughout, ${SO}.`,
  remedy: 'Name the whole inbound number, with its area code, such as "2135550101".',
};

function isDigits(id: string): boolean {
  return /^\d+$/.test(id.trim());
}

function isPhone(id: string): boolean {
  return normalisePhone(id) !== null;
}

function hasLetters(id: string): boolean {
  return /\p{L}/u.test(id);
}
