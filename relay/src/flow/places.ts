import type { Target } from '../store/ports/target.js';

/**
 * How many attempts may be under way at one endpoint. A dead one that holds each for its whole time-out can then
 * use up only its own places, and never those of another.
 */
const PLACES_PER_ENDPOINT = 64;

/**
 * What is called by all of the account's workflows is called gently: Convoso publishes no request limit, and its users
 * ask one thing at a time (domain-facts A.2).
 */
const FEWER_PLACES = 4;

/** Enough for thirty a second at somebody who takes half a second for each. */
const PLACES_PER_SUBSCRIPTION = 16;

/** How many attempts may be under way at a target at once, whatever is configured for it. */
export function placesOf({ kind }: Target): number {
  if (kind === 'endpoint') return PLACES_PER_ENDPOINT;
  return kind === 'subscription' || kind === 'callback' ? PLACES_PER_SUBSCRIPTION : FEWER_PLACES;
}
