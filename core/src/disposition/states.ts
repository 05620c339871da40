/** Statuses that say where a lead or call stands and not how a call ended (domain-facts J.39). */
const STATES: ReadonlySet<string> = new Set(['INCALL', 'QUEUE', 'DISPO', 'CBHOLD', 'NEW', '']);

/** A status code as codes are compared: without surrounding blanks, in any case. */
export function foldCode(code: string): string {
  return code.trim().toUpperCase();
}

/** Whether a status code is a disposition, and not a state of the lead, empty, or the literal text `null`. */
export function isDisposition(code: string): boolean {
  const folded = foldCode(code);
  return folded !== 'NULL' && !STATES.has(folded);
}
