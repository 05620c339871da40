import { alarmPlaceTroubles, isAnybodyTold, placesOfAlarms } from '../../alarms/where-alarms-go.js';
import { broken, doubtful, fine, listed, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/** Whether somebody is told of what goes wrong, and in a way that does not fail together with it. */
export function checkAlarms({
  config,
  switches,
  failing,
  notSent,
  mailFaults,
  neverCalled,
}: SetUp): readonly Finding[] {
  if (!isAnybodyTold(config))
    return [skipped('nobody is told when something fails', 'Set settings.alarms: see docs/alerts.md.')];
  const troubles = alarmPlaceTroubles(config, { switches, failing });
  const findings = [
    ...mailFindings(config, mailFaults),
    ...(notSent === null ? [] : [broken(notSent.message, notSent.remedy)]),
    ...troubles.map(({ message, remedy }) => doubtful(message, remedy)),
  ];
  const found = findings.length > 0 ? findings : [fine('somebody is told when something fails')];
  return [...found, ...singleFailures(config), ...unwatchedHooks(config, neverCalled)];
}

/** Alarms are of what goes on; of a single action that failed other notifications tell, which have a place of their own. */
function singleFailures({ settings: { notifications } }: SetUp['config']): readonly Finding[] {
  if (notifications.endpointId !== undefined || notifications.email !== undefined) return [];
  return [
    skipped(
      'of a single action that is not delivered, refused or answered doubtfully nobody is told',
      'Set settings.notifications as well if somebody should be.',
    ),
  ];
}

/** A hook that is set up for later is no alarm; whoever counts on being told of its silence has to know that nobody is yet. */
function unwatchedHooks(
  { settings }: SetUp['config'],
  neverCalled: SetUp['neverCalled'],
): readonly Finding[] {
  if (settings.alarms.hookSilentHours === undefined || neverCalled.length === 0) return [];
  const hooks = neverCalled.map((id) => `"${id}"`);
  const which = hooks.length === 1 ? `the hook ${listed(hooks)}` : `the hooks ${listed(hooks)}`;
  return [
    skipped(
      `that no call comes to ${which} is not told: none has come yet that was taken`,
      'Let Convoso send a first call; from then on its silence is told (hook-silent).',
    ),
  ];
}

/** That alarms cannot be mailed; why, the check of the configuration tells. */
function mailFindings({ settings }: SetUp['config'], mailFaults: SetUp['mailFaults']): readonly Finding[] {
  const places = placesOfAlarms({ settings });
  const others =
    settings.alarms.email === undefined ? 'settings.alarms.email' : 'settings.notifications.email';
  const faults = mailFaults.filter(({ path }) => path !== others);
  if (faults.length === 0 || !places.some(({ by }) => by === 'email')) return [];
  const remedy = `Mend ${listed(faults.map(({ path }) => path))}: see Configuration.`;
  return places.length === 1
    ? [broken('alarms cannot be mailed, and go nowhere else: nobody is told when something fails', remedy)]
    : [doubtful('alarms cannot be mailed, and go to an endpoint alone', remedy)];
}
