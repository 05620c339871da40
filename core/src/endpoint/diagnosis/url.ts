import { answerKind } from '../response/kind.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether the API URL, protocol included, leads to the system that is meant. */
export function urlCheck({ endpoint, end }: NullEvidence): Finding {
  if (!/^\s*https?:\/\//i.test(endpoint.apiUrl)) {
    return suspect('the API URL does not begin with its protocol', 'Put https:// in front of it.');
  }
  if (end.kind === 'failed') return unreached(end);
  const { status } = end;
  if (status >= 300 && status < 400) {
    return suspect(
      `the address answered ${status}, a redirect`,
      'Put the address it leads to into the API URL.',
    );
  }
  const wrong = WRONG_ADDRESS.get(status);
  if (wrong !== undefined) {
    return suspect(
      `the address answered ${status}, ${wrong}`,
      'Compare the whole API URL with its documentation.',
    );
  }
  if (answerKind(end.body) === 'web page') {
    return suspect(
      `the address answered ${status} with a web page`,
      'Use the address of the API, not of a page that people look at.',
    );
  }
  return ok(`the address was reached and answered ${status}`);
}

const WRONG_ADDRESS: ReadonlyMap<number, string> = new Map([
  [404, 'which says that there is nothing at this path'],
  [405, 'which says that the path does not take this Request Method'],
  [410, 'which says that what was there is gone'],
]);

function unreached({ failure, reached, message }: Extract<NullEvidence['end'], { kind: 'failed' }>): Finding {
  switch (failure) {
    case 'dns':
      return suspect(`the host name could not be resolved (${message})`, 'Correct the host in the API URL.');
    case 'connect':
      return suspect(
        `no connection could be made (${message})`,
        'Check host and port in the API URL, and that the system is running.',
      );
    case 'tls':
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
        : ok('the address was reached; it took the request');
    case 'interrupted':
      return reached === 'not-sent'
        ? unknown('the call ended before a connection was used')
        : ok('the address was reached; it took the request');
    default:
      return failure satisfies never;
  }
}
