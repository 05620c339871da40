import { isSensitiveName } from '@convoso-connect/core';
import { SECRET_HEADER } from './admission.js';
import type { HookRequest } from './hook-request.js';

const MASK = '[masked]';

/** The headers worth keeping of a request, as JSON, without the hook's secret or any credential. */
export function headersToKeep(headers: HookRequest['headers']): string {
  const kept = Object.entries(headers).map(([name, value]) => [
    name,
    name === SECRET_HEADER || isSensitiveName(name) ? MASK : value,
  ]);
  return JSON.stringify(Object.fromEntries(kept));
}

/** The query without the value of its `secret`; everything else byte for byte. */
export function queryToKeep(query: string): string {
  return query.replace(/(^|&)(secret=)[^&]*/gi, `$1$2${MASK}`);
}
