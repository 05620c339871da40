import { MASK, isSensitiveName, parameterName } from '@convoso-connect/core';
import { SECRET_HEADER } from '@convoso-connect/receiver/parts';
import type { KeySearch } from '../access/keys-in-calls.js';
import type { LiveConfig } from '../config/live-config.js';
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

/**
 * A request as it may be kept, logged and told: without the secrets of the hooks and the keys of the API wherever somebody
 * has put them, in the path, under any name, in the body. Only they, by value: any other secret could be ordinary data
 * here, such as the name of a campaign. Everything else stays byte for byte.
 */
export function withoutSecrets(
  request: HookRequest,
  { hookMasker, hooks }: Pick<LiveConfig, 'hookMasker' | 'hooks'>,
  keys: KeySearch,
): HookRequest {
  const mask = (text: string): string => keys.text(hookMasker.text(text));
  const headers = Object.entries(fromOutside(request.headers)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(mask) : value === undefined ? value : mask(value),
  ]);
  return {
    ...request,
    hookId: hooks.has(request.hookId) ? request.hookId : mask(queryToKeep(request.hookId)),
    query: mask(queryToKeep(request.query)),
    headers: Object.fromEntries(headers) as HookRequest['headers'],
    body: bodyToKeep(request.body, hookMasker, keys),
  };
}

/** Bytes that hold no secret stay as they are, whatever they are. */
function bodyToKeep(body: Buffer, masker: LiveConfig['hookMasker'], keys: KeySearch): Buffer {
  const read = body.toString('utf8');
  const isJson = /^\s*[[{]/.test(read);
  const byHooks = masker.text(read);
  const withoutThem = byHooks !== read && isJson ? masker.body(read, 'json') : byHooks;
  const masked = isJson ? keys.json(withoutThem) : keys.text(withoutThem);
  return masked === read ? body : Buffer.from(masked);
}

/** The query without the value of its `secret`, however the name is written; everything else byte for byte. */
export function queryToKeep(query: string): string {
  return query.split('&').map(withoutSecret).join('&');
}

/** Reads the name as the check of the secret does, so that whatever opens a hook is masked. */
function withoutSecret(pair: string): string {
  const name = parameterName(pair);
  const equals = pair.indexOf('=');
  return name?.toLowerCase() === 'secret' && equals !== -1 ? `${pair.slice(0, equals + 1)}${MASK}` : pair;
}
