import type { ConnectConfig } from '@convoso-connect/core/config';
import type { StartWarning } from '../start-warnings.js';

export const SAMPLE_ELSEWHERE = 'SAMPLE_ELSEWHERE';

/**
 * What to know of a sample that was written for another port of this machine: its endpoints lead to the inspector of that one, where another
 * program may listen by now. Null where they lead to this relay, and where the configuration has none of them any more.
 */
export function sampleElsewhere(config: WithSample, port: number): StartWarning | null {
  const [first] = samplesOf(config).filter(({ at }) => at !== port);
  if (first === undefined) return null;
  const { at, names } = first;
  return {
    code: SAMPLE_ELSEWHERE,
    message:
      `of the sample configuration ${names} still lead to http://127.0.0.1:${at}/inspect, and this relay listens on port ${port}: ` +
      'whatever program listens there is sent the data of the leads',
    remedy: `${putInPlace(port, at)}; or start it with PORT=${at} npm start`,
  };
}

/** The same for whoever is about to start on another port than the one that the sample was written for; null where no sample leads there. */
export function sampleWouldStay(
  config: WithSample,
  { from, to }: { from: number; to: number },
): string | null {
  const sample = samplesOf(config).find(({ at }) => at === from);
  if (sample === undefined) return null;
  return (
    `The sample configuration does not follow by itself: ${sample.names} lead to http://127.0.0.1:${from}/inspect, and what uses the port would ` +
    `be sent the data of the leads. ${putInPlace(to, from)}, before that start.`
  );
}

interface WithSample {
  readonly endpoints: readonly Endpoint[];
  readonly settings: Pick<ConnectConfig['settings'], 'inspector'>;
}

function putInPlace(port: number, at: number): string {
  return `Put ${port} in the place of ${at} in the configuration, in each apiUrl and in settings.egress.allow`;
}

/** The ports that endpoints of the sample lead to, and what these are called. */
function samplesOf({ endpoints, settings }: WithSample): { readonly at: number; readonly names: string }[] {
  if (!settings.inspector) return [];
  const byPort = new Map<number, string[]>();
  for (const endpoint of endpoints) {
    const at = portOfInspector(endpoint);
    if (at !== null) byPort.set(at, [...(byPort.get(at) ?? []), `"${endpoint.name}"`]);
  }
  return [...byPort].map(([at, names]) => ({ at, names: names.join(', ') }));
}

type Endpoint = Pick<ConnectConfig['endpoints'][number], 'id' | 'name' | 'apiUrl'>;

/** Exactly as the sample has it: an address that somebody else has written is meant. */
function portOfInspector({ id, apiUrl }: Endpoint): number | null {
  const [, port, name] = /^http:\/\/127\.0\.0\.1:(\d+)\/inspect\/([^/?#]+)$/.exec(apiUrl) ?? [];
  return name === id ? Number(port) : null;
}
