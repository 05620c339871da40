import { documentPlace, placesAt, valueAt } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';
import { shownValue } from './shown-value.js';

const SWITCHED_OFF = {
  code: 'ADAPTOR_SWITCHED_OFF',
  message: 'This adaptor is switched off, and the endpoint that uses it is on.',
  remedy: 'Set "active" of the adaptor to true, or switch the endpoint off, too.',
} as const;

/**
 * Endpoints that are on and use an adaptor that is off. Earlier versions accepted that and sent all the same: what
 * `accepted` held already stays in force, with a warning, and anything new is refused.
 */
export function switchedOffAdaptors(
  input: unknown,
  accepted: ConnectConfig | null,
): { readonly problems: ConfigProblem[]; readonly warnings: ConfigProblem[] } {
  const held = new Set(usesIn(accepted).map(({ key }) => key));
  const found = usesIn(input);
  const told = ({ path, adaptorId }: Use): ConfigProblem => ({
    ...SWITCHED_OFF,
    path: pathText([...path, 'adaptorId']),
    value: shownValue([...path, 'adaptorId'], adaptorId),
  });
  return {
    problems: found.filter(({ key }) => !held.has(key)).map(told),
    warnings: found
      .filter(({ key }) => held.has(key))
      .map((use) => ({
        ...told(use),
        message: `${SWITCHED_OFF.message} An earlier version accepted it, so it is used until it is changed.`,
        tightened: true,
      })),
  };
}

interface Use {
  readonly path: readonly (string | number)[];
  readonly adaptorId: unknown;
  readonly key: string;
}

function usesIn(document: unknown): Use[] {
  if (document === null) return [];
  const root = documentPlace(document);
  const off = placesAt(root, 'adaptors[]')
    .filter(({ value }) => valueAt(value, ['active']) === false)
    .map(({ value }) => valueAt(value, ['id']));
  return placesAt(root, 'endpoints[]').flatMap(({ path, value }) => {
    const adaptorId = valueAt(value, ['adaptorId']);
    if (valueAt(value, ['active']) === false || adaptorId === undefined || !off.includes(adaptorId))
      return [];
    return [
      { path: path as Use['path'], adaptorId, key: JSON.stringify([valueAt(value, ['id']), adaptorId]) },
    ];
  });
}
