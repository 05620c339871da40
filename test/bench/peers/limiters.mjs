import { GuardMemory, RATE_LIMIT_MAX } from '@convoso-connect/core';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Nine triggers of a lead in three minutes, by the clock of the process; `admit` may answer with a promise. */
export const LIMITERS = {
  GuardMemory: () => {
    const memory = new GuardMemory();
    return { admit: (lead) => memory.admit(lead, 'sale', Date.now(), RATE_LIMIT_MAX).admitted };
  },
  'rate-limiter-flexible': () => {
    const limiter = new RateLimiterMemory({ keyPrefix: 'sale', points: RATE_LIMIT_MAX, duration: 180 });
    const passed = () => true;
    const refused = () => false;
    return { admit: (lead) => limiter.consume(lead).then(passed, refused) };
  },
};
