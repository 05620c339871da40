import type { Failure } from './failure.js';
import { BROKEN } from './failures-broken.js';
import { DECLINED } from './failures-declined.js';
import { DOUBTFUL } from './failures-doubtful.js';
import { JUDGED } from './failures-judged.js';
import { TURNED_AWAY } from './failures-turned-away.js';

/** Every way in which an attempt may go wrong, as relay, n8n and Zapier have to judge it. */
export const FAILURES: readonly Failure[] = [...BROKEN, ...TURNED_AWAY, ...DECLINED, ...DOUBTFUL, ...JUDGED];
