import { ConnectError } from '@convoso-connect/core';
import type { SecretRef } from '@convoso-connect/core/config';
import { SEAL_KEY_ELSEWHERE } from '../seals/seal-key-faults.js';

/** That the shell of a command lacks a variable which the relay that runs beside it was started with. */
const VARIABLE_ELSEWHERE = 'VARIABLE_ELSEWHERE';

/** Whether a secret that cannot be read here is there where relays run: then nothing is missing that could be mended. */
export function isElsewhere({ code }: Pick<ConnectError, 'code'>): boolean {
  return code === SEAL_KEY_ELSEWHERE || code === VARIABLE_ELSEWHERE;
}

type Secrets = (ref: SecretRef) => string | undefined;

/** The same source, which throws a `ConnectError` for what is not here and what the relay that runs has. */
export function besideRelay(secrets: Secrets, knownToRelay: ReadonlySet<string>): Secrets {
  return (ref) => {
    const text = secrets(ref);
    if ((text ?? '').trim() !== '' || !knownToRelay.has(ref.secretRef)) return text;
    const name = ref.secretRef.slice('env:'.length);
    throw new ConnectError(
      VARIABLE_ELSEWHERE,
      `this shell has no variable ${name}, and the relay that runs has it`,
      'Nothing is to be mended. To have it examined as well, give this command the environment that the relay starts in.',
    );
  };
}
