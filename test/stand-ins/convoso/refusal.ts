/** An answer that turns a call away as Convoso does: with HTTP 200, a code and a text (domain-facts A.3). */
export class Refusal extends Error {
  readonly body: Readonly<Record<string, unknown>>;

  constructor(code: number, text: string) {
    super(`refused with ${code}: ${text}`);
    this.body = { success: false, code, text };
  }
}

/** A call that no document covers. Whoever makes it relies on what Convoso may not do: the test has to fail. */
export class Undocumented extends Error {}

export function refuseUnless(condition: boolean, code: number, text: string): asserts condition {
  if (!condition) throw new Refusal(code, text);
}

export function documentedIf(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Undocumented(what);
}
