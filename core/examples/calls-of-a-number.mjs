// The calls of a phone number since a day: node core/examples/calls-of-a-number.mjs 7735550167 2026-11-01
import { setTimeout as sleep } from 'node:timers/promises';
import { createConvosoApi } from '@convoso-connect/core/convoso-api';

const [, , phone_number, day] = process.argv;

const convoso = createConvosoApi({
  authToken: process.env.CONVOSO_AUTH_TOKEN,
  baseUrl: process.env.CONVOSO_BASE_URL,
  fetch: (url, { timeoutMs, ...request }) =>
    fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) }),
  sleep,
});

const search = { phone_number, start_time: `${day} 00:00:00`, order: 'asc' };
for await (const { call_date, status, status_name, call_length } of convoso.callLog.retrieveAll(search)) {
  console.log(`${call_date}  ${status} (${status_name}), ${call_length} s`);
}
