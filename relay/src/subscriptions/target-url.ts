import { ConnectError, ambiguousHost, urlFault } from '@convoso-connect/core';
import { EgressRefusedError } from '../egress/egress-errors.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { vetUrl, type AddressLookup } from '../egress/guarded-agent.js';

export interface TargetRules {
  /** `settings.egress.allow`. */
  readonly allow: readonly string[];
  /** Stands in for the system's resolver. */
  readonly lookup?: AddressLookup;
}

/**
 * Makes sure that events may be sent to an address: that it is one, that it is reached over TLS unless the operator has let it in by name,
 * and that it is public or let in. Gives it without the blanks around it.
 *
 * @throws {ConnectError} AMBIGUOUS_HOST, BAD_URL, TARGET_NOT_HTTPS, TARGET_NOT_PUBLIC, TARGET_NOT_RESOLVED,
 *   URL_PROTOCOL_UNSUPPORTED, URL_WITHOUT_PROTOCOL, URL_WITH_CREDENTIALS
 */
export async function checkTargetUrl(text: string, { allow, lookup }: TargetRules): Promise<string> {
  const fault = urlFault(text) ?? ambiguousHost(text);
  if (fault !== null) throw new ConnectError(fault.code, fault.message, fault.remedy);
  const url = new URL(text.trim());
  try {
    await vetUrl(createEgressPolicy(allow), url, lookup);
  } catch (error) {
    throw error instanceof EgressRefusedError ? notPublic(error) : notResolved(url.hostname, error);
  }
  if (url.protocol === 'http:' && (await isPublic(url, lookup))) throw notHttps(url.hostname);
  return text.trim();
}

async function isPublic(url: URL, lookup: AddressLookup | undefined): Promise<boolean> {
  try {
    await vetUrl(createEgressPolicy([]), url, lookup);
    return true;
  } catch {
    return false;
  }
}

function notPublic({ message, remedy }: EgressRefusedError): ConnectError {
  return new ConnectError(
    'TARGET_NOT_PUBLIC',
    `events are not sent there as things stand: ${message}`,
    remedy,
  );
}

function notResolved(hostname: string, cause: unknown): ConnectError {
  return new ConnectError(
    'TARGET_NOT_RESOLVED',
    `the host name ${hostname} could not be resolved`,
    'Look for a mistake in the address; it has to be known to the machine of the relay.',
    { cause },
  );
}

function notHttps(hostname: string): ConnectError {
  return new ConnectError(
    'TARGET_NOT_HTTPS',
    `events hold personal data, and would go to ${hostname} over the public internet without encryption`,
    'Give the https:// address. Plain http:// is for addresses in your own network, which settings.egress.allow names.',
  );
}

/** Whose address it is, without the path and the query: who has the whole of it can send to the subscriber. */
export function withoutSecret(url: string): string {
  return `${new URL(url).origin}/…`;
}
