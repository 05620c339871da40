import { CONVOSO_ADDRESSES } from '../../network/convoso.js';
import type { Answered } from '../send.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

const REMEDIES = {
  convoso: `Allow ${CONVOSO_ADDRESSES}, from which Convoso calls, at the receiving system.`,
  relay: `Allow the relay's own outgoing address at the receiving system: ${CONVOSO_ADDRESSES} only covers calls that Convoso makes itself.`,
  n8n: `Allow the outgoing address of this n8n at the receiving system: ${CONVOSO_ADDRESSES} only covers calls that Convoso makes itself.`,
  zapier: `Zapier calls from changing addresses, so none can be allowed: let the receiving system go by its credentials, or send through a relay. ${CONVOSO_ADDRESSES} only covers calls that Convoso makes itself.`,
} as const;

const REFUSED = /ECONNREFUSED|refused/i;

const REFUSED_TEXT = 'the connection was refused: nothing listens there, or a firewall rejects this caller';

const NOT_MADE_TEXT =
  'no connection could be made, which firewalls bring about as well as systems that are not there';

/** What protections against bots put before a system. */
function isChallenge({ headers, body }: Answered): boolean {
  if (headers['cf-mitigated'] === 'challenge') return true;
  return /<title>\s*(?:just a moment|one moment, please|attention required|ddos-guard)/i.test(
    body.slice(0, 4_096),
  );
}

/** Whether the receiving system, or a firewall before it, lets this caller in. */
export function ipAllowListCheck({ end, caller, endpoint }: NullEvidence): Finding {
  if (end.kind === 'answered') {
    if (isChallenge(end)) {
      return suspect('a page came in place of the API that tells people from programs', REMEDIES[caller]);
    }
    return end.status === 403
      ? suspect('403 is also what a caller gets who is not on the list', REMEDIES[caller])
      : ok('the call was let in');
  }
  switch (end.failure) {
    case 'timeout':
      return end.reached === 'not-sent'
        ? suspect(
            'no connection came about in time, which is how a firewall turns callers away',
            REMEDIES[caller],
          )
        : unknown(
            'a connection came about, which firewalls do not let happen',
            `The system is slow: have it answer within ${String(endpoint.timeoutSeconds)} s, or give it more time.`,
          );
    case 'connect':
      return unknown(
        REFUSED.test(`${end.code} ${end.message}`) ? REFUSED_TEXT : NOT_MADE_TEXT,
        REMEDIES[caller],
      );
    case 'interrupted':
      return unknown('the connection was cut, as systems that crash and some firewalls do', REMEDIES[caller]);
    case 'dns':
    case 'tls':
    case 'refused-by-policy':
    case 'invalid-request':
      return unknown('the call did not get that far');
    default:
      return end.failure satisfies never;
  }
}
