import { alarmPlaceTroubles, isAnybodyTold } from '../../alarms/where-alarms-go.js';
import { doubtful, fine, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/** Whether somebody is told of what goes wrong, and in a way that does not fail together with it. */
export function checkAlarms({ config, switches, failing }: SetUp): readonly Finding[] {
  if (!isAnybodyTold(config))
    return [skipped('nobody is told when something fails', 'Set settings.alarms: see docs/alerts.md.')];
  const troubles = alarmPlaceTroubles(config, { switches, failing });
  if (troubles.length === 0) return [fine('somebody is told when something fails')];
  return troubles.map(({ message, remedy }) => doubtful(message, remedy));
}
