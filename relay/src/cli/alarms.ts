import { visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';

export interface AlarmsOptions {
  readonly state?: string;
}

type Page = AnswerOf<typeof RELAY_API.alarms.list>;
type Alarm = Page['alarms'][number];

/** So many rows the API gives at once. */
const PAGE = 200;

/** Lists what goes wrong and did, what went wrong last in front. */
export async function printAlarms({ state }: AlarmsOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const query = new URLSearchParams({ limit: String(PAGE), ...(state !== undefined && { state }) });
  const place = `alarms?${query.toString()}`;
  const { alarms, timeZone, next } = await askRelay<Page>({ method: 'GET', place }, env);
  const lines = alarms.flatMap((alarm) => alarmLines(alarm, timeZone));
  if (lines.length === 0)
    lines.push(state === undefined ? 'There has been no alarm.' : 'There is no such alarm.');
  if (next !== null) lines.push('… and more; narrow it down with --state open, acknowledged or resolved.');
  print(`${visibleLines(lines)}\n`);
}

/** Says that somebody knows of an alarm, so that nobody is reminded of it any more. */
export async function acknowledgeAlarm(key: string, env: NodeJS.ProcessEnv): Promise<void> {
  const place = `alarms/${encodeURIComponent(key)}/acknowledge`;
  const { acknowledgedBy, endTold } = await askRelay<Alarm>({ method: 'POST', place }, env);
  const end = endTold
    ? 'That it is over is told all the same.'
    : 'Nobody is told when an alarm of this kind is over.';
  print(`${key} is acknowledged by ${acknowledgedBy ?? 'somebody'}. ${end}\n`);
}

function alarmLines(alarm: Alarm, timeZone: string): string[] {
  const { key, state, message, acknowledgedAt, acknowledgedBy, resolvedAt } = alarm;
  const at = (instant: string | null): string => (instant === null ? '' : localTime(instant, timeZone));
  const how = {
    open: 'open',
    acknowledged: `acknowledged ${at(acknowledgedAt)} by ${acknowledgedBy ?? 'somebody'}`,
    resolved: `over since ${at(resolvedAt)}`,
  }[state];
  return [`${key}   ${how}`, `    ${withLocalTimes(message, timeZone)}`];
}
