import type { AttemptVerdict, SendOutcome } from '@convoso-connect/core';

/**
 * What the end of an attempt says of its endpoint, whatever it says of the action:
 * `works`: it took the request, or looked at it and refused it · `limits`: too many · `unreached`: nobody is there ·
 * `fails`: no answer in time, a cut connection, or an error of its own · `away`: an answer below 500 that is repeated, as of a
 * workflow of n8n that starts · `nothing`: the request never left the relay.
 */
export type Sign = 'works' | 'limits' | 'unreached' | 'fails' | 'away' | 'nothing';

export function signOf(outcome: SendOutcome, verdict: AttemptVerdict['verdict']): Sign {
  if (outcome.kind === 'answered') return signOfStatus(outcome.status, verdict);
  switch (outcome.failure) {
    case 'dns':
    case 'connect':
    case 'tls':
      return 'unreached';
    case 'timeout':
    case 'interrupted':
      return 'fails';
    default:
      return 'nothing';
  }
}

/** For what is answered without a status, as a mail is, or with one alone. */
export function signOfStatus(status: number | null, verdict: AttemptVerdict['verdict']): Sign {
  if (status === 429) return 'limits';
  if (verdict === 'delivered' || verdict === 'refused') return 'works';
  if (status === null) return verdict === 'retry' ? 'fails' : 'nothing';
  if (status >= 500) return 'fails';
  return verdict === 'retry' ? 'away' : 'works';
}
