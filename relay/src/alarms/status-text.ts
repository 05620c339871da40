import { shellWord } from '../shell-word.js';
import { visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { counted, numberText } from '../counted.js';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import { relayAtWorkText } from '../explain/relay-at-work.js';

export type StatusReport = AnswerOf<typeof RELAY_API.status.get>;

/** `well`: exit code 0 · `wrong`: 1 · `down`: not running or not ready, 2. */
export type StatusVerdict = 'well' | 'wrong' | 'down';

export const EXIT_CODES: Readonly<Record<StatusVerdict, number>> = { well: 0, wrong: 1, down: 2 };

export function verdictOf({ ready, alarms, wrong }: StatusReport): StatusVerdict {
  if (!ready) return 'down';
  return alarms.length + wrong.length === 0 ? 'well' : 'wrong';
}

const HEADS: Readonly<Record<StatusVerdict, string>> = {
  well: 'all is well',
  wrong: 'something is wrong',
  down: 'not ready',
};

/** One screen: whether calls arrive, are decided and go out, what is wrong, and what to do. */
export function statusText(report: StatusReport): string {
  const { timeZone, at } = report;
  const verdict = verdictOf(report);
  const lines = [
    `Convoso Connect at ${localTime(at, timeZone)}: ${HEADS[verdict]}`,
    '',
    ...atWork(report),
    `Arriving   ${arriving(report)}`,
    `Deciding   ${deciding(report)}`,
    'Going out',
    ...goingOut(report),
    ...(verdict === 'well' ? [] : ['', 'What is wrong, and what to do', ...wrong(report)]),
  ];
  return `${visibleLines(lines)}\n`;
}

/** Of one that is alone there is nothing to say besides. */
function atWork({ relays, timeZone }: StatusReport): string[] {
  if (relays.length === 0) return [];
  return [
    `Relays     ${relays.length === 1 ? 'one works' : `${relays.length} work`} on the database`,
    ...relays.map((relay) => `  ${relayAtWorkText(relay, timeZone)}`),
  ];
}

function arriving({ arriving: { lastCallAt, callsToday, turnedAwayToday }, timeZone }: StatusReport): string {
  const last =
    lastCallAt === null ? 'no call has come in yet' : `last call ${localTime(lastCallAt, timeZone)}`;
  return `${last} · ${counted(callsToday, 'call')} today · ${numberText(turnedAwayToday)} turned away`;
}

function deciding({ deciding: { waitingSince, firedToday }, timeZone }: StatusReport): string {
  const waits =
    waitingSince === null ? 'no call waits' : `calls wait since ${localTime(waitingSince, timeZone)}`;
  return `${waits} · ${counted(firedToday, 'action')} planned today`;
}

function goingOut({ goingOut: endpoints, timeZone }: StatusReport): string[] {
  if (endpoints.length === 0) return ['  nothing is set up to be sent'];
  const width = Math.max(...endpoints.map(({ endpointName }) => endpointName.length));
  return endpoints.flatMap(({ endpointName, active, ...figures }) => {
    const { sentToday, failedToday, doubtfulToday, failingSince, waiting, waitingSince, halts } = figures;
    const parts = [
      ...(active ? [] : ['switched off']),
      `${numberText(sentToday)} sent today`,
      ...(failedToday === 0 ? [] : [`${numberText(failedToday)} not delivered`]),
      // One of an earlier version, which goes on while the commands are newer, says nothing of them.
      ...(doubtfulToday > 0 ? [doubtfulText(doubtfulToday)] : []),
      ...(failingSince === null ? [] : [`failing since ${localTime(failingSince, timeZone)}`]),
      waitingSince === null
        ? 'nothing waits'
        : `${numberText(waiting)} waiting, the first since ${localTime(waitingSince, timeZone)}`,
    ];
    const line = `  ${endpointName.padEnd(width)}   ${parts.join(' · ')}`;
    // Once there is an alarm, that it fails stands on the line above; a pause stands among what is wrong.
    const untold = halts.filter(
      ({ cause }) => cause !== 'paused' && (cause !== 'failing' || failingSince === null),
    );
    return [
      line,
      ...untold.map(({ reason }) => `  ${' '.repeat(width)}   ${withLocalTimes(reason, timeZone)}`),
    ];
  });
}

function doubtfulText(count: number): string {
  return `${numberText(count)} answered as if ${count === 1 ? 'it' : 'they'} had failed: npm run connect -- failures --doubtful`;
}

function wrong({ notReady, alarms, wrong: sentences, timeZone }: StatusReport): string[] {
  return [
    ...(notReady === null ? [] : [`  ! ${withLocalTimes(sentenceOf(notReady), timeZone)}`]),
    ...alarms.flatMap((alarm) => [
      `  ! ${withLocalTimes(alarm.message, timeZone)}`,
      `      ${known(alarm, timeZone)}`,
    ]),
    ...sentences.flatMap((told) => {
      const [sentence = '', ...more] = told.split('\n').map((line) => line.trim());
      return [`  ! ${sentence}`, ...more.filter((line) => line !== '').map((line) => `      ${line}`)];
    }),
  ];
}

function known(
  { key, kind, lastAt, acknowledgedAt, acknowledgedBy }: StatusReport['alarms'][number],
  timeZone: string,
): string {
  // What waits and what was given up is as it is now, and attempts are counted into the store once a minute.
  const until = kind === 'failing' ? `Attempts are counted until ${localTime(lastAt, timeZone)}. ` : '';
  if (acknowledgedAt === null)
    return `${until}Say that you know: npm run connect -- alarms acknowledge ${shellWord(key)}`;
  return `${until}Acknowledged ${localTime(acknowledgedAt, timeZone)} by ${acknowledgedBy ?? 'somebody'}.`;
}

function sentenceOf({ message, remedy }: NonNullable<StatusReport['notReady']>): string {
  return remedy === '' ? message : `${message.replace(/\.$/, '')}. ${remedy}`;
}
