import type { ConnectConfig } from '@convoso-connect/core/config';
import { placesOf, type Destination } from '../notify/places.js';
import { actionEndpointIds } from '../switches/switched-off.js';
import type { SwitchBoard } from '../switches/switch-board.js';

/** What keeps alarms from reaching anybody, in a sentence without its full stop, and what to do. */
export interface AlarmPlaceTrouble {
  readonly message: string;
  readonly remedy: string;
}

interface Known {
  readonly switches: SwitchBoard;
  /** The ids of the endpoints that are told to fail now. */
  readonly failing: ReadonlySet<string>;
}

const ANOTHER = 'Set settings.alarms.email as well, or name an endpoint that nothing else goes to.';

/** Where alarms go, whatever they are about. */
export function placesOfAlarms({ settings }: Pick<ConnectConfig, 'settings'>): readonly Destination[] {
  return placesOf(ANY_ALARM, settings);
}

/** Whether alarms go anywhere at all. */
export function isAnybodyTold(config: ConnectConfig): boolean {
  return placesOfAlarms(config).length > 0;
}

/** That the endpoint fails itself which alarms are posted to; null where it does not. */
export function alarmPlaceFailing(
  config: ConnectConfig,
  failing: ReadonlySet<string>,
): AlarmPlaceTrouble | null {
  const { endpoint, isOnly } = placeOf(config);
  if (endpoint === undefined || !failing.has(endpoint.id)) return null;
  return {
    message: `alarms are posted to the endpoint "${endpoint.name}", which fails itself${isOnly ? ': nobody is told' : ''}`,
    remedy: isOnly ? ANOTHER : 'They are mailed as well. Mend the endpoint.',
  };
}

/**
 * What is wrong with the endpoint that alarms are posted to. One that is off gets them all the same: they are no actions. One that
 * workflows send to as well cannot tell of its own outage, unless they are mailed, too.
 */
export function alarmPlaceTroubles(config: ConnectConfig, { switches, failing }: Known): AlarmPlaceTrouble[] {
  const { endpoint, isOnly } = placeOf(config);
  if (endpoint === undefined) return [];
  const name = `"${endpoint.name}"`;
  const fails = alarmPlaceFailing(config, failing);
  if (fails !== null) return [fails];
  if (!switches.standing({ kind: 'endpoint', id: endpoint.id }, endpoint.active).active)
    return [
      {
        message: `alarms are posted to the endpoint ${name}, which is switched off: they go there all the same, and nothing else does`,
        remedy: 'Name another one in settings.alarms.endpointId if nobody reads what comes there any more.',
      },
    ];
  if (isOnly && actionEndpointIds(config).has(endpoint.id))
    return [
      {
        message: `alarms go to the endpoint ${name} alone, which workflows send to as well: of its own outage nobody is told`,
        remedy: ANOTHER,
      },
    ];
  return [];
}

function placeOf(config: ConnectConfig) {
  const { endpoints } = config;
  const places = placesOfAlarms(config);
  const id = places.find(({ by }) => by === 'endpoint')?.to;
  return { endpoint: endpoints.find((each) => each.id === id), isOnly: places.length === 1 };
}

/** Where every alarm goes, whatever it is about. */
const ANY_ALARM = 'alarm:';
