import { createHash } from 'node:crypto';
import { listSecrets, parseConfigText } from '@convoso-connect/core/config';

/**
 * The same configuration with a reference in the place of each secret that stands in it, and the secret in the environment: so it has to be
 * where the configuration stands in a database. A document that is wrong stays as it is.
 */
export function secretsElsewhere(document: unknown, env: NodeJS.ProcessEnv): unknown {
  if (document === undefined) return undefined;
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const parsed = parseConfigText(text);
  if (!parsed.ok) return document;
  const inline = listSecrets(parsed.config).filter(({ secret }) => typeof secret === 'string');
  if (inline.length === 0) return document;
  const changed = JSON.parse(text) as object;
  for (const { path } of inline)
    replaceAt(changed, path, (secret) => ({ secretRef: `env:${kept(secret, env)}` }));
  return typeof document === 'string' ? JSON.stringify(changed) : changed;
}

/** All that were kept: another relay on the same database, or a later one, is given them as well. */
export const KEPT: Record<string, string> = {};

/** Another secret has another name, so that a document which has it is another one. */
function kept(secret: string, env: NodeJS.ProcessEnv): string {
  const name = `KEPT_${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
  env[name] = secret;
  KEPT[name] = secret;
  return name;
}

/** @param path such as `hooks[0].secret` */
function replaceAt(document: object, path: string, by: (value: string) => object): void {
  const names = path.split(/[.[\]]+/).filter((name) => name !== '');
  const last = names.pop() ?? '';
  const parent = names.reduce<object>((part, name) => Reflect.get(part, name) as object, document);
  Reflect.set(parent, last, by(String(Reflect.get(parent, last))));
}
