import { zonedTime } from '@convoso-connect/core';

/** A row of Convoso's answers, with what core does not name kept in `other`. */
interface Row {
  readonly other: Readonly<Record<string, unknown>>;
}

/** What a step gives out: an id, and values by name. */
export interface Given {
  readonly id: string;
  readonly [name: string]: unknown;
}

/**
 * A row as a step gives it out: nothing is an empty text, as everywhere else in Convoso, and an account's own fields
 * (`field_13`) stand beside the others.
 */
export function givenOut({ other, ...row }: Row & Readonly<Record<string, unknown>>): Given {
  const values = Object.entries({ ...other, ...row }).map(([name, value]) => [name, value ?? '']);
  return { id: '', ...Object.fromEntries(values) } as Given;
}

/** Wall times of the account in a row, each of which gets the same time with its offset beside it. */
const TIMES = ['last_called', 'created_at', 'modified_at', 'call_date', 'callback_time'] as const;

/** The row with times that other systems understand (`created_at_iso`): Convoso's own do not say their zone. */
export function withInstants(row: Given, timeZone: string): Given {
  const instants = TIMES.filter((name) => name in row).map(
    (name) => [`${name}_iso`, zonedTime(String(row[name]), timeZone)] as const,
  );
  return { ...row, ...Object.fromEntries(instants) };
}

/** A lead as every step gives it out: its id under both names, for each kind of step to map. */
export function givenLead(row: Parameters<typeof givenOut>[0], timeZone: string): Given {
  const lead = withInstants(givenOut(row), timeZone);
  return { ...lead, lead_id: lead.id };
}

interface Written {
  readonly data: { readonly lead_id: string | null };
  readonly warnings: readonly { readonly message: string }[];
}

const UNNAMED = 'Convoso took the lead and did not say under which id: find it by its phone number.';

/** What a step did, with more that a person should look at. */
export function warned<W extends { readonly warnings: readonly string[] }>(
  written: W,
  more: readonly string[],
): W & { warnings: string[] } {
  return { ...written, warnings: [...written.warnings, ...more] };
}

/**
 * What an action on a lead gives out: the id under the name of each kind of step, and what Convoso may pass over.
 *
 * @param known the id of a lead that is there; empty of one that is inserted
 */
export function writtenLead(
  { data, warnings }: Written,
  known: string,
): { id: string; lead_id: string; warnings: string[] } {
  const id = data.lead_id ?? known;
  const words = warnings.map(({ message }) => message);
  return { id, lead_id: id, warnings: id === '' ? [...words, UNNAMED] : words };
}
