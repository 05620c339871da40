import { destinationNames } from '../adaptor/destinations.js';
import { BLUE_INK_TOKEN, HUBSPOT_EMAIL } from '../endpoint/integrators/key-fields.js';
import { MISFITS } from '../endpoint/integrators/misfits.js';
import { documentPlace, placesAt, textsAt, valueAt, type Place } from './places.js';
import { pathText, type ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';
import { shownValue } from './shown-value.js';

/** What must fit between an endpoint's integrator, its other settings and its adaptor (domain-facts E.4). */
export function integratorProblems(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return placesAt(document, 'endpoints[]').flatMap((endpoint) => [
    ...misfits(endpoint),
    ...blueInkWithoutToken(endpoint, document),
  ]);
}

function misfits({ path, value }: Place): ConfigProblem[] {
  const integrator = valueAt(value, ['apiIntegrator']);
  if (typeof integrator !== 'string') return [];
  return MISFITS.flatMap(({ integrators, setting, isWrong, code, message, remedy }) => {
    const set = valueAt(value, [setting]);
    if (!integrators.test(integrator) || !isWrong(set)) return [];
    const at = [...path, setting];
    return [{ code, path: pathText(at), value: shownValue(at, set), message, remedy }];
  });
}

function blueInkWithoutToken({ path, value }: Place, document: Place): ConfigProblem[] {
  if (valueAt(value, ['apiIntegrator']) !== 'blue-ink-digital') return [];
  const adaptorId = valueAt(value, ['adaptorId']);
  const adaptor = placesAt(document, 'adaptors[]').find(
    (place) => adaptorId !== undefined && valueAt(place.value, ['id']) === adaptorId,
  );
  // That there is no such adaptor is told by itself.
  if (adaptor === undefined) return [];
  const names = textsAt(adaptor, 'fields[].mappedTo').flatMap((mappedTo) => destinationNames(mappedTo.value));
  if (names.includes(BLUE_INK_TOKEN)) return [];
  const at = [...path, 'adaptorId'];
  return [
    {
      code: 'BLUE_INK_WITHOUT_TOKEN',
      path: pathText(at),
      value: shownValue(at, adaptorId),
      message: `This adaptor maps nothing to ${BLUE_INK_TOKEN}, which Blue Ink Digital needs.`,
      remedy: `Map the field that holds the token to ${BLUE_INK_TOKEN}.`,
    },
  ];
}

/** Without an e-mail HubSpot cannot tell a known contact from a new one. */
export function integratorWarnings({
  endpoints,
  adaptors,
}: Pick<ConnectConfig, 'adaptors' | 'endpoints'>): ConfigProblem[] {
  return endpoints.flatMap(({ apiIntegrator, adaptorId }, index) => {
    if (!apiIntegrator.startsWith('hubspot')) return [];
    const adaptor = adaptors.find(({ id }) => id === adaptorId);
    const names = adaptor?.fields.flatMap(({ mappedTo }) => destinationNames(mappedTo)) ?? [];
    if (adaptor === undefined || names.includes(HUBSPOT_EMAIL)) return [];
    return [
      {
        code: 'HUBSPOT_WITHOUT_EMAIL',
        path: `endpoints[${String(index)}].adaptorId`,
        value: shownValue([], adaptor.id),
        message: 'Without an e-mail HubSpot makes a new contact of every call.',
        remedy: `Map lead.email to ${HUBSPOT_EMAIL}.`,
      },
    ];
  });
}
