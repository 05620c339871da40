import type { AnswerOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { countedFirst } from '../counted.js';

type Today = AnswerOf<typeof RELAY_API.today.get>;
export type NextStep = Today['next'];

interface Standing {
  readonly alarms: readonly {
    readonly key: string;
    readonly message: string;
    readonly acknowledgedAt: string | null;
    readonly reminded: boolean;
  }[];
  readonly endpoints: readonly Pick<Today['endpoints'][number], 'endpointId' | 'endpointName' | 'health'>[];
  readonly undelivered: number;
  readonly turnedAway: number;
  /** What is wrong besides: a sentence each, the gravest first; lines may follow it. */
  readonly wrong: readonly string[];
  readonly waiting: number;
  /** Null where no call has ever come. */
  readonly lastCallAt: string | null;
}

/** What somebody should do next, the most pressing alone: who reads it sees the rest as well. */
export function nextStep(standing: Standing): NextStep {
  const { alarms, endpoints, undelivered, turnedAway, wrong, waiting, lastCallAt } = standing;
  const unknown = alarms.find(({ acknowledgedAt }) => acknowledgedAt === null);
  if (unknown !== undefined)
    return {
      step: 'alarm',
      sentence: `${sentence(unknown.message)} Say that you know of it${unknown.reminded ? ', and nobody is reminded any more' : ''}.`,
      about: unknown.key,
    };
  if (undelivered > 0)
    return {
      step: 'not-delivered',
      sentence: `${countedFirst(undelivered, 'action was', 'actions were')} not delivered and ${undelivered === 1 ? 'is' : 'are'} kept: look under Failures why, and replay what is mended.`,
      about: null,
    };
  if (turnedAway > 0)
    return {
      step: 'turned-away',
      sentence: `${countedFirst(turnedAway, 'request was', 'requests were')} turned away today: look under Turned away why, and let in what was a call.`,
      about: null,
    };
  const paused = endpoints.find(({ health }) => health === 'paused');
  if (paused !== undefined)
    return {
      step: 'paused',
      sentence: `"${paused.endpointName}" is paused, and what is due there waits: resume it when the maintenance is over.`,
      about: paused.endpointId,
    };
  const [gravest] = wrong;
  if (gravest !== undefined) return { step: 'wrong', sentence: gravest.split('\n')[0] ?? '', about: null };
  if (waiting > 0)
    return {
      step: 'waiting',
      sentence: `${countedFirst(waiting, 'action waits', 'actions wait')} to go out: look under Pending what holds ${waiting === 1 ? 'it' : 'them'}.`,
      about: null,
    };
  if (lastCallAt === null)
    return {
      step: 'first-call',
      sentence:
        'No call has come in yet: have an endpoint of Convoso Connect call the address of a hook of this relay.',
      about: null,
    };
  return {
    step: 'nothing',
    sentence: 'Nothing is to be done: what came in was decided, and what was due went out.',
    about: null,
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
