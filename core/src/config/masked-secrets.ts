import { MASK } from '../secrets/mask-values.js';
import { jsonTextProblems } from './json-text.js';
import { maskedAddress } from './masked-address.js';
import { withParts } from './part-at.js';
import { documentPlace, placesAt, valueAt, type Place } from './places.js';
import { pathText, type ConfigProblem, type Path } from './problem.js';
import type { ConnectConfig } from './settled.js';

/** Every place of a document that may hold a secret, as `listSecrets` goes through them. */
const SECRET_PLACES = [
  'account.authToken',
  'endpoints[].apiAuthentication',
  'endpoints[].authorizationHeader',
  'hooks[].secret',
  'hooks[].formerSecret',
  'settings.email.smtpUrl',
  'settings.signing.secret',
  'settings.alarms.heartbeatUrl',
] as const;

/** A document with its secrets as far as they are known, and those that are not. */
export interface Unmasked {
  /** As it came where nothing was put back. */
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Puts the secrets of a configuration back where a document has them as `maskConfig` shows them: at the same place of the
 * part with the same id. A mask that stands for nothing there is a problem, so that none is ever taken for a secret. A text
 * that is no JSON stays as it is: who reads it tells what is wrong with it.
 */
export function unmaskText(text: string, running: ConnectConfig): Unmasked {
  const json = text.replace(/^\uFEFF/, '');
  if (jsonTextProblems(json).length > 0) return { text, problems: [] };
  const document: unknown = JSON.parse(json);
  const lost: ConfigProblem[] = [];
  let restored = 0;
  for (const place of placesOfSecrets(document)) {
    if (!isMasked(place.value)) continue;
    const secret = secretBehind(place, document, running);
    if (secret === null) {
      lost.push(maskedSecret(place.path));
    } else if (secret !== place.value) {
      put(document, place.path, secret);
      restored += 1;
    }
  }
  const unmasked = restored === 0 ? text : `${JSON.stringify(document, null, 2)}\n`;
  return { text: unmasked, problems: withParts(lost, document) };
}

function placesOfSecrets(document: unknown): Place[] {
  const start = documentPlace(document);
  const named = placesAt(start, 'endpoints[].secrets').flatMap(({ path, value }) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([name, secret]: [string, unknown]) => ({
          path: [...path, name],
          value: secret,
        }))
      : [],
  );
  return [
    ...SECRET_PLACES.flatMap((pattern) => placesAt(start, pattern)),
    ...placesAt(start, 'endpoints[].apiUrl'),
    ...named,
  ];
}

/** Both as it stands in texts, and as addresses spell it. */
function isMasked(value: unknown): value is string {
  return typeof value === 'string' && (value.includes(MASK) || value.includes(encodeURIComponent(MASK)));
}

/** The secret that a mask stands for; the value itself where the running configuration has just this; null for none. */
function secretBehind({ path, value }: Place, document: unknown, running: ConnectConfig): string | null {
  const held = valueAt(running, pathIn(running, document, path));
  if (typeof held !== 'string') return null;
  const shown = path.at(-1) === 'apiUrl' ? maskedAddress(held) : MASK;
  return value === shown || value === held ? held : null;
}

/** The path of the part with the same id in another configuration, where its number may be another. */
function pathIn(running: ConnectConfig, document: unknown, path: Path): Path {
  const [list, index, ...rest] = path;
  if (typeof list !== 'string' || typeof index !== 'number') return path;
  const id = valueAt(document, [list, index, 'id']);
  const parts = valueAt(running, [list]);
  const at = Array.isArray(parts) ? parts.findIndex((part: unknown) => valueAt(part, ['id']) === id) : -1;
  return [list, at, ...rest];
}

function put(document: unknown, path: Path, secret: string): void {
  const owner = valueAt(document, path.slice(0, -1)) as Record<PropertyKey, unknown>;
  owner[path.at(-1) ?? ''] = secret;
}

function maskedSecret(path: Path): ConfigProblem {
  return {
    code: 'MASKED_SECRET',
    path: pathText(path),
    value: MASK,
    message:
      'This is the mask of a secret, and the running configuration has no secret here that it stands for.',
    remedy:
      'Write the secret, or where it is kept: { "secretRef": "store:NAME" } after npm run connect -- secret set NAME.',
  };
}
