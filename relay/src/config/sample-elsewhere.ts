import type { ConnectConfig } from '@convoso-connect/core/config';
import type { StartWarning } from '../start-warnings.js';

export const SAMPLE_ELSEWHERE = 'SAMPLE_ELSEWHERE';

/**
 * What to know of a sample that was written for another port of this machine: its endpoints lead to the inspector of that one, where another
 * program may listen by now. Null where they lead to this relay, and where the configuration has none of them any more.
 */
export function sampleElsewhere(
  {
    endpoints,
    settings,
  }: { endpoints: readonly Endpoint[]; settings: Pick<ConnectConfig['settings'], 'inspector'> },
  port: number,
): StartWarning | null {
  if (!settings.inspector) return null;
  const leading = endpoints.flatMap((endpoint) => {
    const at = portOfInspector(endpoint);
    return at === null || at === port ? [] : [{ name: endpoint.name, at }];
  });
  const at = leading[0]?.at;
  if (at === undefined) return null;
  const names = leading.filter((each) => each.at === at).map(({ name }) => `"${name}"`);
  return {
    code: SAMPLE_ELSEWHERE,
    message:
      `of the sample configuration ${names.join(', ')} still lead to http://127.0.0.1:${at}/inspect, and this relay listens on port ${port}: ` +
      'whatever program listens there is sent the data of the leads',
    remedy: `Put ${port} in the place of ${at} in the configuration, in each apiUrl and in settings.egress.allow; or start it with PORT=${at} npm start`,
  };
}

type Endpoint = Pick<ConnectConfig['endpoints'][number], 'id' | 'name' | 'apiUrl'>;

/** Exactly as the sample has it: an address that somebody else has written is meant. */
function portOfInspector({ id, apiUrl }: Endpoint): number | null {
  const [, port, name] = /^http:\/\/127\.0\.0\.1:(\d+)\/inspect\/([^/?#]+)$/.exec(apiUrl) ?? [];
  return name === id ? Number(port) : null;
}
