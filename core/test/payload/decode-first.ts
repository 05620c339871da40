import { decodeDelivery } from '../../src/payload/decode-delivery.js';

/** A delivery decoded, of which the first record is looked at; its notes as sentences. */
export function decodeFirst(...[raw, headers, query]: Parameters<typeof decodeDelivery>) {
  const decoded = decodeDelivery(raw, headers, query);
  if (decoded.outcome !== 'payload') return decoded;
  const { outcome, shape, records } = decoded;
  const [{ received, notes }] = records;
  return { outcome, shape, received, notes: notes.map(({ message }) => message) };
}
