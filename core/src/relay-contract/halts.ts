import * as z from 'zod/mini';
import { route } from './route.js';
import { instant } from './shapes.js';

/**
 * Why what is due is held: `paused` by somebody · `breaker`: its circuit breaker is open · `asked`: its answer asks to wait · `paced`: more
 * is due than its pace allows · `failing`: its attempts fail, and what waits goes out once one of them comes well.
 */
export const HALT_CAUSES = ['paused', 'breaker', 'asked', 'paced', 'failing'] as const;

/** What holds the actions of an endpoint, or of everything. */
export const halt = z.strictObject({
  cause: z.enum(HALT_CAUSES),
  since: instant,
  /** When it ends, or is looked into again; null where it lasts until somebody or something ends it. */
  until: z.nullable(instant),
  /** In a sentence. */
  reason: z.string(),
});

const outgoingState = z.strictObject({
  state: z.enum(['active', 'paused']),
  paused: z.nullable(halt),
});

/** What goes out to all destinations together. */
export const outgoing = {
  get: route({
    method: 'GET',
    path: '/api/outgoing',
    summary: 'Shows whether everything is paused.',
    scope: 'read',
    answer: outgoingState,
  }),
  pause: route({
    method: 'POST',
    path: '/api/outgoing/pause',
    summary: 'Pauses everything: what comes due is held, and goes out in order once it is resumed.',
    scope: 'operate',
    answer: outgoingState,
  }),
  resume: route({
    method: 'POST',
    path: '/api/outgoing/resume',
    summary: 'Lets everything go out again that is not paused by itself.',
    scope: 'operate',
    answer: outgoingState,
  }),
};
