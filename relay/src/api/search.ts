import { ConnectError, normalisePhone } from '@convoso-connect/core';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Sought } from '../explain/sought.js';
import type { SoughtFor } from '../reads/find.js';
import { FromRead, type Serve } from './serve.js';

/** The relay's ids, by which everything goes that has arrived; those of actions begin with them. */
const ID = /^([0-9A-HJKMNP-TV-Z]{26})(?:-.*)?$/i;

/** Fewer digits are the ending of too many numbers. */
const LEAST_DIGITS = 4;

/** A number with fewer may be the end of a longer one. */
const WHOLE_DIGITS = 10;

/** In characters. */
const LONGEST = 100;

const USUAL_LIMIT = 20;

/** Finds what came by what somebody has at hand. */
export function serveSearch(serve: Serve): void {
  serve(RELAY_API.search.find, ({ query: { q = '', by, limit } }) => {
    const meant = meantBy(q).filter((each) => by === undefined || each.by === by);
    if (meant.length === 0) throw nothingSought(q);
    return new FromRead('find', { sought: meant, limit: limit === undefined ? USUAL_LIMIT : Number(limit) });
  });
}

/** Everything that a text can stand for: 1364887 is a lead, a call, and the end of a number. */
export function meantBy(text: string): readonly SoughtFor[] {
  const said = text.trim();
  if (said === '' || said.length > LONGEST) return [];
  const [, id] = ID.exec(said) ?? [];
  if (id !== undefined) return [{ by: 'id', id: id.toUpperCase() }];
  const phone = phoneIn(said);
  // What is written as people write numbers is one: no id has blanks or brackets in it.
  const isId = /^[\w-]+$/.test(said);
  return [
    ...(phone === null ? [] : [phone]),
    ...(isId
      ? ([
          { by: 'lead', id: said },
          { by: 'call', id: said },
        ] as const)
      : []),
  ];
}

function phoneIn(text: string): Sought | null {
  const whole = normalisePhone(text);
  if (whole !== null && whole.length >= WHOLE_DIGITS) return { by: 'phone', digits: whole, whole: true };
  const digits = text.replace(/[\s().+-]/g, '');
  return /^\d+$/.test(digits) && digits.length >= LEAST_DIGITS ? { by: 'phone', digits, whole: false } : null;
}

function nothingSought(text: string): ConnectError {
  return new ConnectError(
    'NOTHING_SOUGHT',
    text.trim() === ''
      ? 'it is not said what is sought'
      : `${JSON.stringify(text.slice(0, 50))} is nothing that can be looked for so`,
    `Give a telephone number or its last digits, ${LEAST_DIGITS} at least, the id of a lead or a call, or an id of the relay.`,
  );
}
