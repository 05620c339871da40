import { MASK, isSensitiveName } from '@convoso-connect/core';
import { SECRET_HEADER } from './admission.js';
import { RECORD_HEADER, type HookRequest } from './hook-request.js';

/** The headers of a request without what only this relay writes. */
export function fromOutside(headers: HookRequest['headers']): HookRequest['headers'] {
  if (headers[RECORD_HEADER] === undefined) return headers;
  const { [RECORD_HEADER]: _ours, ...others } = headers;
  return others;
}

/** The headers worth keeping of a request, as JSON, without the hook's secret or any credential. */
export function headersToKeep(headers: HookRequest['headers']): string {
  const kept = Object.entries(fromOutside(headers)).map(([name, value]) => [
    name,
    name === SECRET_HEADER || isSensitiveName(name) ? MASK : value,
  ]);
  return JSON.stringify(Object.fromEntries(kept));
}

/** The query without the value of its `secret`, however the name is written; everything else byte for byte. */
export function queryToKeep(query: string): string {
  return query.split('&').map(withoutSecret).join('&');
}

/** Reads the name as the check of the secret does, so that whatever opens a hook is masked. */
function withoutSecret(pair: string): string {
  const [name] = new URLSearchParams(pair).keys();
  const equals = pair.indexOf('=');
  return name?.toLowerCase() === 'secret' && equals !== -1 ? `${pair.slice(0, equals + 1)}${MASK}` : pair;
}
