import { withLocalTimes } from '../../explain/local-time.js';
import { switchOnCommand, switchedOffEndpoints, switchedOffText } from '../../switches/switched-off.js';
import { doubtful, fine, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/** Whether endpoints that workflows send to are on. */
export function checkSwitchedOff({ config, workflows, switches }: SetUp): readonly Finding[] {
  if (workflows.length === 0) return [skipped('no workflow is on')];
  const off = switchedOffEndpoints(config, switches);
  if (off.length === 0) return [fine('every endpoint that a workflow sends to is on')];
  return off.map((endpoint) => {
    const text = withLocalTimes(switchedOffText(endpoint), config.account.timeZone);
    return doubtful(text, `Switch it on: ${switchOnCommand('endpoint', endpoint.id)}`);
  });
}
