import { jsonBehind } from '../response/json.js';
import { answerKind, holdsPhpError } from '../response/kind.js';
import { isRedirect, redirectAdvice, shownTarget } from '../redirect-advice.js';
import type { Answered } from '../send.js';
import { DATA_REFUSED, remedyFor, statusAdvice, type StatusAdvice } from '../status-advice.js';
import { surelyUnprocessed } from '../unprocessed.js';
import { answerWords } from '../words.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether the API URL, protocol included, leads to the system that is meant. */
export function urlCheck({ endpoint, end }: NullEvidence): Finding {
  if (!/^\s*https?:\/\//i.test(endpoint.apiUrl)) {
    return suspect('the API URL does not begin with its protocol', 'Put https:// in front of it.');
  }
  if (end.kind === 'failed') return unreached(end);
  const { status } = end;
  const sign = surelyUnprocessed(end);
  if (sign?.remedy !== undefined) {
    return suspect(`the address answered ${status}: ${sign.why}`, sign.remedy);
  }
  const advice = TOLD_ELSEWHERE.has(status) ? null : adviceOn(end);
  if (advice !== null && (status < 400 || WRONG_ADDRESS.has(status))) {
    return suspect(`the address answered ${status}${leadingTo(end)}, ${advice.says}`, advice.remedy);
  }
  if (PLAIN_TO_SECURE.test(end.body.slice(0, 2_048)) && status === 400) {
    return suspect('the port speaks https and was called with http', 'Put https:// in place of http://.');
  }
  if (isPageForPeople(end.body) && status < 400) {
    return suspect(
      `the address answered ${status} with a web page`,
      'Use the address of the API, not of a page that people look at.',
    );
  }
  if (advice === null) return ok(`the address was reached and answered ${status}`);
  const words = answerWords(end.body);
  const said = words === null ? '' : ` (it says: ${words})`;
  return unknown(`the address answered ${status}, ${advice.says}${said}`, remedyFor(advice, words));
}

/** As nginx and Go say it. */
const PLAIN_TO_SECURE =
  /plain HTTP request was sent to HTTPS port|client sent an HTTP request to an HTTPS server/i;

function isPageForPeople(body: string): boolean {
  return answerKind(body) === 'web page' && jsonBehind(body) === null && !holdsPhpError(body);
}

/** What speaks of credentials, or of the data, is told by the checks of those. */
const TOLD_ELSEWHERE: ReadonlySet<number> = new Set([401, 403, 407, ...DATA_REFUSED]);

/** Statuses that speak of path and method. */
const WRONG_ADDRESS: ReadonlySet<number> = new Set([404, 405, 410]);

function adviceOn({ status, headers }: Answered): StatusAdvice | null {
  return status >= 300 && status < 400 ? redirectAdvice(status, headers['location']) : statusAdvice(status);
}

function leadingTo({ status, headers }: Answered): string {
  if (status >= 400) return '';
  const location = headers['location'];
  if (location !== undefined) return `, a redirect to ${shownTarget(location)}`;
  return isRedirect(status) ? ', a redirect without its target' : '';
}

function unreached({
  failure,
  reached,
  code,
  message,
}: Extract<NullEvidence['end'], { kind: 'failed' }>): Finding {
  switch (failure) {
    case 'dns':
      return suspect(`the host name could not be resolved (${message})`, 'Correct the host in the API URL.');
    case 'connect':
      return suspect(
        `no connection could be made (${message})`,
        'Check host and port in the API URL, and that the system is running.',
      );
    case 'tls':
      if (
        /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number|packet length too long/i.test(
          `${code} ${message}`,
        )
      ) {
        return suspect(
          'the port does not speak https, most likely plain http',
          "Use the system's https port, or http:// if it has none.",
        );
      }
      return suspect(
        `the TLS handshake failed (${message})`,
        'Check that the port speaks https and that its certificate is valid for this host.',
      );
    case 'refused-by-policy':
      return suspect(
        `the call was not let out (${message})`,
        'Correct the API URL, or allow this destination in settings.egress.allow.',
      );
    case 'invalid-request':
      return suspect(`the request could not be sent (${message})`, 'Correct what the message names.');
    case 'timeout':
      return reached === 'not-sent'
        ? suspect('no connection came about in time', 'Check host and port in the API URL.')
        : ok('the address took the connection; no answer came in time');
    case 'interrupted':
      return reached === 'not-sent'
        ? unknown('the call ended before a connection was used')
        : ok('the address took the connection, and cut it before the answer was complete');
    default:
      return failure satisfies never;
  }
}
