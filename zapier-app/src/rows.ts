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

/** What an action on a lead gives out: the id under the name of each kind of step, and what Convoso may pass over. */
export function writtenLead({
  data,
  warnings,
}: {
  readonly data: { readonly lead_id: string | null };
  readonly warnings: readonly { readonly message: string }[];
}): { id: string; lead_id: string; warnings: string[] } {
  const id = data.lead_id ?? '';
  return { id, lead_id: id, warnings: warnings.map(({ message }) => message) };
}
