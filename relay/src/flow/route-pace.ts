/**
 * How many requests in a second services take at one of their addresses, which nobody who subscribes can be asked to know.
 *
 * Zapier: 30 a second and 10,000 in five minutes for each route of a webhook (Zapier, "Webhooks by Zapier: rate limits"). 30 a second, at
 * any time, are 9,000 in five minutes, so that the first keeps the second as well.
 */
const PER_SECOND: Readonly<Record<string, number>> = { 'hooks.zapier.com': 30 };

/** The same for one of several that are sent to one address; null where nothing is known of it. */
export function routePace({
  hostname,
  shared,
}: {
  readonly hostname: string;
  readonly shared: number;
}): number | null {
  const most = Object.hasOwn(PER_SECOND, hostname) ? PER_SECOND[hostname] : undefined;
  return most === undefined ? null : most / Math.max(1, shared);
}
