/** What to do about an answer of each status that delivers nothing, for a person who set the endpoint up. */
const REMEDIES: ReadonlyMap<number, string> = new Map([
  [400, 'Compare the fields that are sent, and the Post Data Type, with what the other system asks for.'],
  [401, 'The other system does not accept the credentials: renew them, or give the endpoint some.'],
  [403, 'The credentials may not do this, or the other system lets in listed addresses only.'],
  [404, 'There is nothing at this address: compare the whole API URL with its documentation.'],
  [405, 'The address does not take this Request Method: choose the other one.'],
  [407, 'A proxy on the way asks for credentials of its own.'],
  [409, 'The other system says that this is there already, or was changed meanwhile.'],
  [410, 'What was at this address is gone: compare the whole API URL with its documentation.'],
  [413, 'Less has to be sent: the other system takes no request this large.'],
  [415, 'Choose the Post Data Type that the other system takes, JSON or RAW.'],
  [422, 'Correct the fields that the answer names.'],
  [429, 'The other system is being called too often: send less at once, or try again later.'],
]);

/** One sentence for a status from 300 up (HTTP semantics, RFC 9110); null where nothing can be advised. */
export function remedyOfStatus(status: number): string | null {
  const known = REMEDIES.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return 'The other system failed by itself: try again later, or tell those who run it.';
  if (status >= 400) return REMEDIES.get(400) ?? null;
  return null;
}
