import * as z from 'zod/mini';
import { MASK } from '../secrets/mask-values.js';
import { fillPlaceholders, placeholdersIn } from '../secrets/url-placeholders.js';
import { isForbiddenName } from './names.js';
import type { ConfigProblem } from './problem.js';
import { refusal, refuse } from './refuse.js';
import { secretSchema } from './secret.js';
import { tightened } from './tightened.js';

const secretName = z.string().check(
  z.refine(
    (name) => /^[A-Za-z][\w-]{0,99}$/.test(name) && !isForbiddenName(name),
    refusal({
      code: 'BAD_SECRET_PART_NAME',
      message: 'This cannot name a secret part of an address.',
      remedy: 'Begin with a letter, and use letters, digits, - and _ only.',
    }),
  ),
);

/** The secret parts of an API URL by the names that `{secret:name}` calls them. */
export const urlSecretsSchema = z.record(secretName, secretSchema);

interface EndpointUrl {
  readonly apiUrl: string;
  readonly secrets?: Readonly<Record<string, unknown>> | undefined;
}

/** Before there were secret parts, `{secret:name}` was text like any other. */
export const placeholdersAreNamed = tightened(
  z.superRefine<EndpointUrl>(({ apiUrl, secrets = {} }, context) => {
    for (const name of placeholdersIn(apiUrl)) {
      if (Object.hasOwn(secrets, name)) continue;
      refuse(context, unknownPlaceholder(name), ['apiUrl']);
    }
  }),
);

function unknownPlaceholder(name: string): { code: string; message: string; remedy: string } {
  return {
    code: 'UNKNOWN_SECRET_PART',
    message: `The address has a secret part ${JSON.stringify(name)}, and secrets has none of this name.`,
    remedy: `Add it to the endpoint: "secrets": { ${JSON.stringify(name)}: { "secretRef": "env:NAME" } }, or "file:path" or "store:NAME".`,
  };
}

/** Secret parts that the address does not have: most likely the placeholder was forgotten, or mistyped. */
export function unusedUrlSecrets({ apiUrl, secrets = {} }: EndpointUrl, path: string): ConfigProblem[] {
  const used = new Set(placeholdersIn(apiUrl));
  return Object.keys(secrets)
    .filter((name) => !used.has(name))
    .map((name) => ({
      code: 'SECRET_PART_NOT_USED',
      path: `${path}.secrets.${name}`,
      value: MASK,
      message: 'The API URL has no such part, so nothing is sent of this secret.',
      remedy: `Write {secret:${name}} where it belongs in apiUrl, or remove it here.`,
    }));
}

/** What keeps a text from standing in an address as it is; a blank one is told as missing. */
export function urlSecretProblems(text: string, path: string): ConfigProblem[] {
  if (text.trim() === '' || !(/[\s\p{Cc}#\\]/u.test(text) || hasDotSegment(text))) return [];
  return [
    {
      code: 'NO_PART_OF_URL',
      path,
      value: MASK,
      message:
        'This cannot stand in an address: it has a blank, a line break, a #, a backslash, or . or .. between slashes.',
      remedy: 'Give the part just as it stands in the address that the other system gave you.',
    },
  ];
}

/** Whether it leads elsewhere: programs take `a/../b` for `b`, so it would be sent in another spelling than it is known by. */
function hasDotSegment(text: string): boolean {
  const [path = ''] = text.split('?');
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** An endpoint with the secret parts in its address, which is kept as it was written beside it. */
export function withUrlSecrets<
  E extends { readonly apiUrl: string; readonly secrets?: Record<string, string> },
>(endpoint: E): E & { writtenUrl?: string } {
  const { apiUrl, secrets } = endpoint;
  if (secrets === undefined) return endpoint;
  const filled = fillPlaceholders(apiUrl, (name) =>
    Object.hasOwn(secrets, name) ? secrets[name] : undefined,
  );
  return filled === apiUrl ? endpoint : { ...endpoint, apiUrl: filled, writtenUrl: apiUrl };
}
