import { isSensitiveName } from '../../secrets/index.js';
import { parseHeaderList } from '../header-list.js';
import { answerKind } from '../response/kind.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether the receiving system accepts API Authentication and Authorization Header. */
export function credentialsCheck({ endpoint, end }: NullEvidence): Finding {
  if (end.kind === 'failed') return unknown('there was no answer that could accept or refuse them');
  const { status, body } = end;
  if (status === 401 || status === 403 || status === 407) {
    return sendsCredentials(endpoint)
      ? suspect(
          `the answer was ${status}: the credentials were refused`,
          'Renew the key or token; check that it stands where the system expects it and has the right this call needs.',
        )
      : suspect(
          `the answer was ${status}, and this endpoint sends no credentials`,
          'Put them into API Authentication (query) or Authorization Header.',
        );
  }
  if (status >= 200 && status < 300 && answerKind(body) !== 'web page') {
    return ok(`nothing speaks against them: the answer was ${status}`);
  }
  return unknown(`the answer, ${status}, does not say`);
}

function sendsCredentials({
  apiUrl,
  secrets,
  apiAuthentication,
  authorizationHeader,
}: NullEvidence['endpoint']): boolean {
  if (secrets !== undefined || (apiAuthentication ?? '').trim() !== '') return true;
  const { headers } = parseHeaderList(authorizationHeader ?? '');
  const [, query = ''] = apiUrl.split('?');
  const names = [
    ...headers.map(({ name }) => name),
    ...[...new URLSearchParams(query)].map(([name]) => name),
  ];
  return names.some(isSensitiveName);
}
