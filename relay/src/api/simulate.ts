import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { spanToSimulate } from '../simulate/span.js';
import { readTimeSpan } from './date-range.js';
import type { SimulatedLead } from '../simulate/stored.js';
import { readLead, readPhone } from './query.js';
import { FromRead, type Serve } from './serve.js';

export interface SimulateParts {
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
}

/**
 * A dry run: the configuration in the body (without one, the running configuration) over stored occurrences, from
 * `since` on and before `until`; without `since`, of the last week. Says what the configuration is warned about, too.
 */
export function serveSimulations(serve: Serve, { keeper, clock }: SimulateParts): void {
  serve(RELAY_API.simulations.run, ({ query: { since, until, lead, phone }, body }) => {
    const { number: revision, config } = keeper.current.revision;
    const span = readTimeSpan({ from: since, to: until }, config.account.timeZone);
    return new FromRead('simulation', {
      document: body.trim() === '' ? null : body,
      revision,
      lead: readSimulated(lead, phone),
      standIn: null,
      span: spanToSimulate(span, clock.now()),
    });
  });
}

/** By a lead's id (or `phone:` and its number), or by a phone number; where both are given, by the lead. */
function readSimulated(lead: string | undefined, phone: string | undefined): SimulatedLead | null {
  if (lead !== undefined) return { leadKey: readLead(lead) };
  const digits = readPhone(phone);
  return digits === null ? null : { phone: digits };
}
