import { dateLater, instantOf } from '../account-day.js';
import { counted, numberText } from '../counted.js';
import { endpointIdOf } from '../endpoint-id.js';
import { iso } from '../iso.js';
import { openAlarmsNow } from './alarms-now.js';
import { total, figuresOf, targetsOf } from './figures.js';
import { shownBy } from './log-entry.js';
import type { Read } from './tools.js';
import { subscriptionNames } from '../subscriptions/called.js';

/** The digest of the day before a date, in lines; null before the first configuration. Instants are in ISO form. */
export const digest = (async ({ store, revisions, pause }, { date, now }) => {
  const latest = await store.configuration.latest();
  if (latest === undefined) return null;
  const { config } = await revisions.get(latest.revision);
  const { timeZone, targetName } = shownBy(config, await subscriptionNames(store));
  const day = dateLater(date, -1);
  const span = { from: instantOf(day, timeZone), to: instantOf(date, timeZone) };
  const targets = targetsOf(config);
  const figures = await figuresOf(store, targets, span, pause);
  await pause();
  const waiting = await store.figures.waitingFor(now);
  const open = await openAlarmsNow(store, { config, now, targetName, waiting });
  const byTarget = targets.flatMap((target) => {
    const counts = figures.attempts.get(endpointIdOf(target));
    if (counts === undefined) return [];
    const { delivered = 0, refused = 0, failed = 0 } = counts;
    return [
      `${targetName(target)}: ${numberText(delivered)} sent, ${numberText(refused)} refused, ${numberText(failed)} failed`,
    ];
  });
  const held = waiting.map(
    (each) => `${targetName(each.target)}: ${numberText(each.waiting)}, the first since ${iso(each.since)}`,
  );
  const alarms = open.map(({ message, acknowledgedAt }) =>
    acknowledgedAt === null ? message : `${message} (acknowledged)`,
  );
  const all = (outcome: Parameters<typeof total>[1]): string => numberText(total(figures, outcome));
  return [
    `${day} (${timeZone}): ${counted(figures.received, 'call')} received, ${counted(figures.fired, 'action')} planned`,
    `${all('delivered')} sent, ${all('refused')} refused, ${all('failed')} failed`,
    ...section('What went out', byTarget, 'nothing'),
    ...section('What waits now', held, 'nothing'),
    ...section('Open alarms', alarms, 'none'),
    'What was given up, and what to do: npm run connect -- failures. How it goes now: npm run connect -- status',
  ];
}) satisfies Read<{ date: string; now: number }, string[] | null>;

function section(title: string, lines: readonly string[], none: string): string[] {
  return lines.length === 0 ? [`${title}: ${none}`] : [title, ...lines.map((line) => `  ${line}`)];
}
