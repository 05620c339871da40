import type { Occurrence } from '../../occurrence/occurrence.js';
import type { CompiledTest } from '../compiled-test.js';
import { KIND } from '../facts.js';
import type { Verdict } from '../verdict.js';
import { describeKinds, sayInUrl } from '../wording.js';

/** The lead's place in the hopper expired without a call; only the hook or its URL can say so. */
export function compileHopperExpired(): CompiledTest {
  const test = ({ kinds }: Occurrence): Verdict => (kinds.includes('hopperExpired') ? 'yes' : 'no');
  return {
    access: [{ fact: KIND, values: ['hopperExpired'] }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      if (verdict === 'yes') return { verdict, code: 'HOPPER_EXPIRED', reason: 'the hopper slot expired' };
      const reason = `no expired hopper slot: ${describeKinds(occurrence)}; ${sayInUrl('hopperExpired')}`;
      return { verdict, code: 'HOPPER_NOT_EXPIRED', reason };
    },
  };
}
