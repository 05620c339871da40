import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { decimal } from './number.js';

/** Statuses that mean success, separated by commas. Redirects have a setting of their own. */
const STATUSES = /^\s*(?:[245]xx|[245]\d\d)(?:\s*,\s*(?:[245]xx|[245]\d\d))*\s*$/i;

const STATUS_MESSAGE =
  'Name statuses such as "2xx" or "200, 202, 409"; what a redirect means, expect.redirect says.';

const resultSchema = z.union([
  z.enum(['any', 'present', 'truthy']),
  z.strictObject({
    equals: z.array(z.union([z.string(), decimal(BOUNDS.numberAsText), z.boolean()])).check(z.minLength(1)),
  }),
]);

/** What an endpoint calls a success. Whatever else was answered to a request that arrived is a refusal. */
export const expectationSchema = z.strictObject({
  status: z._default(z.string().check(z.regex(STATUSES, STATUS_MESSAGE)), '2xx'),
  /** What an answer without a body means; `ok`: the status alone is success. */
  empty: z._default(z.enum(['ok', 'failure']), 'failure'),
  /** What the value must be that Response Data Type and Response Key find. */
  result: z._default(resultSchema, 'truthy'),
  /** What 302 and 303 mean, with which some systems answer after they have done their work. */
  redirect: z._default(z.enum(['failure', 'delivered']), 'failure'),
});

export type Expectation = z.output<typeof expectationSchema>;
