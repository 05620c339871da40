import { unitedSecrets, type KnownSecrets } from '../secrets/known-secrets.js';
import { secretsIn } from '../secrets/secret-values.js';
import { secretKindAt } from './secret-kind.js';
import { listSecrets, type ResolvedConfig } from './secrets.js';

/** What a masker has to know to hide every secret of a configuration, those inside API URLs included. */
export function knownSecrets(config: ResolvedConfig): KnownSecrets {
  const inSecrets = listSecrets(config).flatMap(({ path, secret }) =>
    typeof secret === 'string' ? [secretsIn(secretKindAt(path), secret)] : [],
  );
  return unitedSecrets([...config.endpoints.map(({ apiUrl }) => secretsIn('url', apiUrl)), ...inSecrets]);
}
