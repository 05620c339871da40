import { judgedAddress, nonPublicKind } from './address.js';
import { entryCovers, parseEgressEntry } from './egress-entry.js';

export type EgressVerdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** Decides where the relay may connect to. */
export interface EgressPolicy {
  /**
   * @param address the IP address about to be connected to, v4 or v6, without brackets
   * @param port the port about to be connected to
   * @param hostname the host of the URL; the address itself when the URL holds one
   */
  check(address: string, port: number, hostname: string): EgressVerdict;
}

const ALLOWED: EgressVerdict = { allowed: true };

/**
 * Public unicast addresses may be called; every other only where an entry of `settings.egress.allow` says so.
 * A host entry covers whatever that host resolves to, a network entry whoever resolves into it.
 *
 * @throws EgressEntryError when an entry cannot be read.
 */
export function createEgressPolicy(allow: readonly string[]): EgressPolicy {
  const entries = allow.map(parseEgressEntry);

  return {
    check(address, port, hostname) {
      const judged = judgedAddress(address);
      if (judged === undefined) return { allowed: false, reason: `${address} is not an IP address` };
      const kind = nonPublicKind(judged);
      if (kind === undefined) return ALLOWED;
      if (entries.some((entry) => entryCovers(entry, judged, port, hostname))) return ALLOWED;
      return { allowed: false, reason: `${address} is ${kind}` };
    },
  };
}
