import { isSensitiveName } from '../../secrets/index.js';
import { parseHeaderList } from '../header-list.js';
import { answerKind } from '../response/kind.js';
import { leadsToSignIn } from '../redirect-advice.js';
import { statusAdvice } from '../status-advice.js';
import { answerWords } from '../words.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether the receiving system accepts API Authentication and Authorization Header. */
export function credentialsCheck({ endpoint, end, value }: NullEvidence): Finding {
  if (end.kind === 'failed') return unknown('there was no answer that could accept or refuse them');
  const { status, headers, body } = end;
  const advice = OF_CREDENTIALS.has(status) ? statusAdvice(status) : null;
  if (advice !== null) {
    // What a proxy on the way asks for, no setting of an endpoint can give.
    return status === 407 || sendsCredentials(endpoint)
      ? suspect(`the answer was ${status}, ${advice.says}`, advice.remedy)
      : suspect(`the answer was ${status}, and this endpoint sends no credentials`, ADD);
  }
  if (status >= 300 && status < 400 && leadsToSignIn(headers['location'])) {
    return sendsCredentials(endpoint)
      ? suspect('the caller is sent to sign in, so these credentials do not count here', RENEW)
      : suspect('the caller is sent to sign in, and this endpoint sends no credentials', ADD);
  }
  const refusal = status >= 200 && status < 300 && value !== null ? spokenRefusal(body) : null;
  if (refusal !== null) return suspect(`the answer was ${status}, and it says: ${refusal}`, RENEW);
  if (status >= 200 && status < 300 && answerKind(body) !== 'web page') {
    return ok(`nothing speaks against them: the answer was ${status}`);
  }
  return unknown(`the answer, ${status}, does not say`);
}

/** What an answer with a good status says of the credentials; null where it says nothing of them. */
export function spokenRefusal(body: string): string | null {
  const words = answerKind(body) === 'web page' ? null : answerWords(body);
  const isOfCredentials =
    words !== null &&
    /\b(?:api[ _-]?keys?|tokens?|credentials?|passwords?|unauthori[sz]ed|not authori[sz]ed|authenticat\w+|permission|forbidden|access denied|log(?:ged)?[ -]?in|session)\b/i.test(
      words,
    );
  return isOfCredentials ? words : null;
}

const ADD = 'Put them into API Authentication (query) or Authorization Header.';
const RENEW = 'Give this endpoint a key or token that the API takes; what signs a browser in is none.';

/** Statuses that speak of credentials. */
const OF_CREDENTIALS: ReadonlySet<number> = new Set([401, 403, 407]);

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
