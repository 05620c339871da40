import { sampleElsewhere } from '../../config/sample-elsewhere.js';
import { withLocalTimes } from '../../explain/local-time.js';
import {
  actionEndpointIds,
  switchOnCommand,
  switchedOffEndpoints,
  switchedOffText,
} from '../../switches/switched-off.js';
import { broken, doubtful, fine, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/** Whether endpoints that workflows send to take what they are sent, and are on. */
export function checkEndpoints(setUp: SetUp): readonly Finding[] {
  if (setUp.workflows.length === 0) return [skipped('no workflow is on')];
  const troubles = [...ofSampleElsewhere(setUp), ...failing(setUp), ...switchedOff(setUp)];
  return troubles.length > 0 ? troubles : [fine('every endpoint that a workflow sends to is on')];
}

function ofSampleElsewhere({ config, port }: SetUp): readonly Finding[] {
  const elsewhere = port === null ? null : sampleElsewhere(config, port);
  return elsewhere === null ? [] : [doubtful(elsewhere.message, elsewhere.remedy)];
}

function failing({ config, failing: ids }: SetUp): readonly Finding[] {
  const used = actionEndpointIds(config);
  return config.endpoints
    .filter(({ id }) => ids.has(id) && used.has(id))
    .map(({ name }) =>
      broken(`the endpoint "${name}" fails`, 'Since when, and why: npm run connect -- status'),
    );
}

function switchedOff({ config, switches }: SetUp): readonly Finding[] {
  return switchedOffEndpoints(config, switches).map((endpoint) => {
    const text = withLocalTimes(switchedOffText(endpoint), config.account.timeZone);
    return doubtful(text, `Switch it on: ${switchOnCommand('endpoint', endpoint.id)}`);
  });
}
