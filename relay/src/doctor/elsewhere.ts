import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import type { SecretRef } from '@convoso-connect/core/config';
import { SEAL_KEY_ELSEWHERE } from '../seals/seal-key-faults.js';

/** That the shell of a command lacks a variable which the relay that runs beside it was started with. */
const VARIABLE_ELSEWHERE = 'VARIABLE_ELSEWHERE';

/** That the user of a command may not read a file which the relay that runs beside it has read. */
const FILE_ELSEWHERE = 'FILE_ELSEWHERE';

const ELSEWHERE: ReadonlySet<string> = new Set([SEAL_KEY_ELSEWHERE, VARIABLE_ELSEWHERE, FILE_ELSEWHERE]);

/** Whether a secret that cannot be read here is there where relays run: then nothing is missing that could be mended. */
export function isElsewhere({ code }: Pick<ConnectError, 'code'>): boolean {
  return ELSEWHERE.has(code);
}

type Secrets = (ref: SecretRef) => string | undefined;

export interface Beside {
  /** The references that the relay which runs found something behind; none where no relay runs. */
  readonly knownToRelay: ReadonlySet<string>;
  /** What the paths of `file:` references are relative to. */
  readonly configFolder: string;
  /** Whether the user of this process is kept from a file. */
  readonly isKeptFromUser: (file: string) => boolean;
}

/**
 * The same source, which throws a `ConnectError` for what is not to be had here, and the relay that runs has or may have: a variable of
 * its environment, and a file that the user of this process may not read.
 */
export function besideRelay(
  secrets: Secrets,
  { knownToRelay, configFolder, isKeptFromUser }: Beside,
): Secrets {
  return (ref) => {
    const text = secrets(ref);
    if ((text ?? '').trim() !== '') return text;
    const isKnown = knownToRelay.has(ref.secretRef);
    const [, source = '', name = ''] = /^(env|file):(.*)$/s.exec(ref.secretRef) ?? [];
    if (source === 'env' && isKnown) throw variableElsewhere(name);
    const file = source === 'file' ? path.resolve(configFolder, name) : null;
    if (file === null || !isKeptFromUser(file)) return text;
    throw isKnown ? fileElsewhere(file) : fileKeptFromUser(file);
  };
}

function variableElsewhere(name: string): ConnectError {
  return new ConnectError(
    VARIABLE_ELSEWHERE,
    `this shell has no variable ${name}, and the relay that runs has it`,
    'Nothing is to be mended. To have it examined as well, give this command the environment that the relay starts in.',
  );
}

function fileElsewhere(file: string): ConnectError {
  return new ConnectError(
    FILE_ELSEWHERE,
    `this user may not read the file ${file}, and the relay that runs has the secret in it`,
    'Nothing is to be mended. To have it examined as well, give this command as the user that the relay runs as.',
  );
}

/** Whether it is there cannot be told either: its folder may be closed as well. */
function fileKeptFromUser(file: string): ConnectError {
  return new ConnectError(
    'SECRET_FILE_KEPT',
    `this user may not read the file ${file}, which a secret is to be in, and a relay of this user would not start`,
    'Give this command as the user that the relay runs as; where that is this one, make the file readable for it.',
  );
}
