import type { BeforeRequestMiddleware } from 'zapier-platform-core';

/** Zapier ends a step after 30 seconds without a word; ours ends before, with one. */
export const STEP_MILLISECONDS = 25_000;

/** Larger answers are refused while they are read. */
const LARGEST_ANSWER_BYTES = 10 * 1024 * 1024;

/** A redirect would carry the token to wherever it leads, so it is an answer like any other. */
const stayWithinBounds: BeforeRequestMiddleware = (request) => ({
  ...request,
  redirect: 'manual',
  timeout: Math.min(request.timeout ?? STEP_MILLISECONDS, STEP_MILLISECONDS),
  size: LARGEST_ANSWER_BYTES,
  // The client reads statuses itself: Convoso's own words stand in the body.
  skipThrowForStatus: true,
});

export const befores = [stayWithinBounds];
