import { iso } from '../iso.js';
import type { AlarmKind, StoredAlarm } from '../store/ports/alarms.js';
import { causeWords, isFailureCause } from './cause.js';
import type { Say } from './subject.js';

/** What is known of a place besides what is told of it. */
export interface Facts {
  /** What people call the endpoint, the hook or the relay; blank where there is one relay. */
  readonly name: string;
  /** How many actions wait for an endpoint that should have been sent by now. */
  readonly waiting: number;
  /** How many actions for an endpoint were given up by its failures, and not delivered since. */
  readonly givenUp: number;
  /** How many it was sent since its outage was over; null while that goes on, and where nothing has been tried since. */
  readonly sent: number | null;
  /** More about it, in a sentence; blank where there is none. */
  readonly more: string;
}

/** Where what was answered as if it had failed is listed, one by one, each with the command that sends it again. */
export const DOUBTFUL_NEXT =
  'They are listed, each with the command that sends it again: npm run connect -- failures --doubtful';

/** Of a place where nothing else is known. */
export const NO_FACTS: Facts = { name: '', waiting: 0, givenUp: 0, sent: null, more: '' };

/** What an alarm that goes on says in lists. */
export function textOf(
  { kind, cause, since, lastAt, count }: Pick<StoredAlarm, 'kind' | 'cause' | 'since' | 'lastAt' | 'count'>,
  facts: Facts,
): string {
  return alarmText(kind, { what: 'begins', since, lastAt, count, interruptions: 0, causes: [cause] }, facts);
}

/** What operators are told, in one or a few sentences; instants are in ISO form, and shown by the clock of the account. */
export function alarmText(kind: AlarmKind, say: Say, facts: Facts): string {
  return sentences(kind, say, facts)
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function sentences(kind: AlarmKind, say: Say, facts: Facts): string[] {
  const { name, more } = facts;
  const since = iso(say.since);
  const isOver = say.what === 'over';
  const still = say.what === 'goes on' ? ' still' : '';
  switch (kind) {
    case 'failing':
      return failing(say, facts);
    case 'looks-unsuccessful':
      return [
        `${name} answers ${say.count} of 20 calls as if they had failed, since ${since}.`,
        'They count as delivered.',
        `Say in the endpoint's "expect" what its successes look like.`,
        DOUBTFUL_NEXT,
      ];
    case 'hook-silent':
      return isOver
        ? [`Calls arrive at the hook "${name}" again; none had since ${since}.`]
        : [
            `Nothing has${still} arrived at the hook "${name}" since ${since}.`,
            'Look in Convoso whether its workflow and endpoint are active, and whether the address of the hook is reached from outside.',
          ];
    case 'backlog':
      return isOver
        ? [`Nothing that is due waits longer than usual any more; the backlog began at ${since}.`]
        : [`The relay${still} does not keep up: what was due at ${since} has not been begun.`, more];
    case 'quarantine-growing':
      return [`Calls are turned away: ${say.count} in the last ten minutes.`, more];
    case 'config-refused':
      return configRefused(say, facts);
    case 'not-ready':
      return notReady(say, facts);
    case 'relay-lost':
      return relayLost(say, facts);
  }
}

/** What stands in a store that relays share was accepted; one of them may lack what it refers to. */
function configRefused({ what, since: began }: Say, { name, more }: Facts): string[] {
  const since = iso(began);
  const isOfFile = name === '';
  const still = what === 'goes on' ? ' still' : '';
  if (what === 'over' && isOfFile)
    return [`The configuration file is accepted again; it was refused since ${since}.`];
  if (what === 'over')
    return more === ''
      ? [
          `The relay ${name} can use the latest revision of the configuration again; it could not since ${since}.`,
        ]
      : [`The relay ${name} could not use the latest revision of the configuration since ${since}.`, more];
  return isOfFile
    ? [
        `The configuration file is${still} refused, since ${since}; the relay runs on the one accepted before.`,
        more,
      ]
    : [
        `The relay ${name}${still} cannot use the latest revision of the configuration, since ${since}, and runs on the one before.`,
        more,
      ];
}

function notReady({ what, since }: Say, { name, more }: Facts): string[] {
  const relay = name === '' ? 'The relay' : `The relay ${name}`;
  if (what !== 'over')
    return [`${relay} is${what === 'goes on' ? ' still' : ''} not ready, since ${iso(since)}.`, more];
  return more === ''
    ? [`${relay} is ready again; it was not since ${iso(since)}.`]
    : [`${relay} was not ready since ${iso(since)}.`, more];
}

function relayLost({ what, since: began, interruptions }: Say, { name, more }: Facts): string[] {
  const since = iso(began);
  if (what === 'over')
    return [
      `The relay ${name} was not heard of since ${since}.`,
      more,
      interruptions === 0 ? '' : `It was back in between and lost again ${often(interruptions)}.`,
    ];
  return [
    `The relay ${name}${what === 'goes on' ? ' still' : ''} is not heard of, since ${since}: it has crashed, hangs, or does not reach the database.`,
    'The others have taken over what it was at. Look at its log and its machine, and start it again.',
  ];
}

function failing(say: Say, facts: Facts): string[] {
  const { name, sent } = facts;
  const since = iso(say.since);
  const why = say.causes.flatMap((cause) => (isFailureCause(cause) ? [causeWords(cause)] : [])).join('; ');
  const failed = say.count === 1 ? 'one attempt failed' : `${say.count} attempts failed`;
  const left = leftWords(facts);
  const comesAndGoes =
    say.interruptions === 0 ? '' : `It worked in between and failed again ${often(say.interruptions)}.`;
  switch (say.what) {
    case 'begins':
      return [
        `${name} has been failing since ${since}: ${why}. ${capital(failed)}, ${left}.`,
        ...[comesAndGoes, whatNext(facts)],
      ];
    case 'changes':
      return [
        `${name} fails in another way since ${since}: ${why}. ${capital(failed)}, ${left}.`,
        ...[comesAndGoes, givenUpNext(facts)],
      ];
    case 'goes on':
      return [
        `${name} is still failing, since ${since}: ${why}. So far ${failed}, ${left}.`,
        ...[comesAndGoes, whatNext(facts)],
      ];
    case 'over': {
      const tried = sent === 1 ? 'one action was' : `${sent ?? 0} actions were`;
      const and = facts.givenUp === 0 ? ', and ' : ', ';
      const words =
        sent === null
          ? `${pastFailing(name, say)} Nothing has been tried since${and}${left}.`
          : `${name} works again; it was failing from ${since} to ${iso(say.lastAt)}, and ${failed}. Since then ${tried} sent${and}${left}.`;
      return [words, comesAndGoes, givenUpNext(facts)];
    }
  }
}

/** That an endpoint failed, and what of: for lists, once it does no more. */
export function pastFailing(
  name: string,
  { since, lastAt, count, causes }: Pick<Say, 'since' | 'lastAt' | 'count' | 'causes'>,
): string {
  const why = causes.flatMap((cause) => (isFailureCause(cause) ? [causeWords(cause)] : [])).join('; ');
  const failed = count === 1 ? 'one attempt failed' : `${count} attempts failed`;
  return `${name} was failing from ${iso(since)} to ${iso(lastAt)}: ${why}; ${failed}.`;
}

/** What has not been delivered: what waits goes out by itself, and what was given up does not. */
function leftWords({ waiting, givenUp }: Facts): string {
  const waits =
    waiting === 0 ? 'nothing waits' : waiting === 1 ? 'one action waits' : `${waiting} actions wait`;
  if (givenUp === 0) return waits;
  return `${waits}, and ${givenUp === 1 ? 'one was' : `${givenUp} were`} given up`;
}

function whatNext(facts: Facts): string {
  const waits = facts.waiting === 0 ? '' : 'What waits is tried again by itself. ';
  return `${waits}${givenUpNext(facts) || 'Look: npm run connect -- status'}`;
}

function givenUpNext({ givenUp }: Facts): string {
  return givenUp === 0 ? '' : 'What was given up is sent again when you say so: npm run connect -- failures';
}

function often(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
