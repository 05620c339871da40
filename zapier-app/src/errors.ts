import {
  ConnectError,
  createMasker,
  endpointSecrets,
  secretsIn,
  unitedSecrets,
  type Masker,
} from '@convoso-connect/core';
import { ConvosoApiError, inFormWords } from '@convoso-connect/core/convoso-api';
import { RelayError, isAway } from '@convoso-connect/core/relay-client';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { labelOfParameter } from './fields/api-inputs.js';
import type { Inputs } from './inputs.js';

/** Ends a Zap run quietly: nothing is wrong, there only is nothing to do. The message says why. */
export class NothingToDo extends Error {
  override readonly name = 'NothingToDo';
}

/** Puts a step off: Zapier repeats it by itself. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
  readonly seconds: number;

  constructor(message: string, seconds: number) {
    super(message);
    this.seconds = seconds;
  }
}

/** What a step does, as Zapier calls it. */
export type Perform<R> = (z: ZObject, bundle: Bundle<Inputs>) => Promise<R>;

/**
 * A perform whose every failure reaches people in words, without a secret and as the kind of error that Zapier acts on
 * rightly: a connection that has expired, a step to repeat, a step that stops in peace, or one that failed.
 */
export function inWords<R>(perform: Perform<R>): Perform<R> {
  return async (z, bundle) => {
    try {
      return await perform(z, bundle);
    } catch (error) {
      const masker = maskerOf(bundle);
      throw quiet(zapierError(z, error, (text) => masker.text(text)));
    }
  };
}

/**
 * To an error that does not ask to be spared, Zapier appends everything that the step was given: the lead would stand
 * in the history of the Zap and in the app's logs, most of all where a run only ends in peace.
 */
function quiet(error: Error): Error {
  return Object.assign(error, { doNotContextify: true });
}

/** Convoso turned the request away for its number; Zapier waits this long where Convoso does not say. */
const SECONDS_TO_WAIT = 60;

/** A system that asks for a day would have the Zap hang for a day; Zapier asks again after an hour at the latest. */
const MOST_SECONDS = 3_600;

/** How long Zapier is to wait, where a system asks for that many seconds or says nothing that is a number. */
export function secondsToWait(asked: number | null): number {
  return asked === null || Number.isNaN(asked) ? SECONDS_TO_WAIT : Math.min(Math.max(asked, 1), MOST_SECONDS);
}

/** The same, of a failure that says it in milliseconds. */
export function secondsUntil({ retryAfterMs }: { readonly retryAfterMs: number | null }): number {
  return secondsToWait(retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000));
}

function zapierError(z: ZObject, error: unknown, mask: (text: string) => string): Error {
  const { errors } = z;
  if (error instanceof NothingToDo) return new errors.HaltedError(mask(error.message));
  if (error instanceof TryLater) return new errors.ThrottledError(mask(error.message), error.seconds);
  if (!(error instanceof ConnectError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new errors.Error(mask(`This step met a mistake of the app itself: ${message}`), 'APP_MISTAKE');
  }
  if (error instanceof RelayError) {
    const { message, remedy } = wordsOfRelay(error);
    const words = mask(`${message} ${remedy}`);
    return isAway(error)
      ? new errors.ThrottledError(words, secondsUntil(error))
      : new errors.Error(words, error.code, error.status ?? undefined);
  }
  if (!(error instanceof ConvosoApiError)) {
    return new errors.Error(mask(`${error.message} ${error.remedy}`), error.code);
  }
  const words = mask(wordsOf(error));
  // A gateway before Convoso says 401 without Convoso's code; the token is not taken all the same.
  if (error.code === 'CONVOSO_TOKEN_INVALID' || error.httpStatus === 401) {
    return new errors.ExpiredAuthError(words);
  }
  if (error.code === 'CONVOSO_RATE_LIMITED' || (error.httpStatus === 503 && error.repeatable)) {
    return new errors.ThrottledError(words, secondsUntil(error));
  }
  return new errors.Error(words, error.code, error.httpStatus ?? undefined);
}

/** In place of what core tells those who call its client: there is nothing to call here, and "call" is a word of telephones. */
const REMEDIES: Partial<Record<ConvosoApiError['code'], string>> = {
  CONVOSO_REFUSED: 'Correct what Convoso names, then replay.',
  CONVOSO_TOKEN_INVALID:
    'Copy the token in Convoso, API → Authorization Token, into the connection, then replay.',
  CONVOSO_RATE_LIMITED: 'Zapier repeats the step by itself.',
};

const CORRECT = 'Correct these fields; where a step before leaves one empty, let a Filter stop such runs.';

function wordsOf({ code, message, remedy, endpoint, findings, httpStatus }: ConvosoApiError): string {
  if (code === 'CONVOSO_PARAMETERS_INVALID') {
    const labelOf = (name: string) => labelOfParameter(endpoint, name);
    const found = findings.map((finding) => inFormWords(finding.message, labelOf));
    return `Nothing was sent to Convoso: ${found.join(' ')} ${CORRECT}`;
  }
  return `${message} ${REMEDIES[httpStatus === 401 ? 'CONVOSO_TOKEN_INVALID' : code] ?? remedy}`;
}

const RELAY_KEY =
  'Copy the key into Relay API Key of the connection; where the relay runs, npm run connect -- keys create zapier ' +
  '--scopes guard,subscribe,read makes one.';

/** In place of what the relay tells those who call its API. */
const RELAY_REMEDIES: Readonly<Record<string, string>> = {
  RULE_HAS_LIMITS: "Choose The Relay's Workflow in Limits From, or give the rule another name.",
  UNKNOWN_RULE: 'Write the ID of a workflow of the relay into Rule Name, or choose This Form in Limits From.',
};

/** What the relay refuses is worded as the end of a sentence, for whoever calls its API. */
function wordsOfRelay({ code, message, remedy, status }: RelayError): { message: string; remedy: string } {
  const begun = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return {
    message: /[.!?]$/.test(begun) ? begun : `${begun}.`,
    remedy: status === 401 ? RELAY_KEY : (RELAY_REMEDIES[code] ?? remedy),
  };
}

/**
 * What a person waits for is told where the relay is away, and not put off as in a run.
 *
 * @throws {ConnectError} in words, whatever the relay refuses
 */
export async function plainly<R>(asked: Promise<R>): Promise<R> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    const { message, remedy } = wordsOfRelay(error);
    throw new ConnectError(error.code, message, remedy);
  }
}

/** Masks every secret that the connection holds, in whole and in its parts, and those in the API URL of a step. */
export function maskerOf({ authData, inputData }: Pick<Bundle<Inputs>, 'authData' | 'inputData'>): Masker {
  const { authToken = '', relayKey = '', ...credentials } = authData as Connection;
  const apiUrl = typeof inputData['apiUrl'] === 'string' ? inputData['apiUrl'] : '';
  return createMasker(
    unitedSecrets([
      secretsIn('plain', authToken),
      secretsIn('plain', relayKey.trim()),
      endpointSecrets({ apiUrl, ...credentials }),
    ]),
  );
}

interface Connection {
  readonly authToken?: string;
  readonly relayKey?: string;
  readonly apiAuthentication?: string;
  readonly authorizationHeader?: string;
}
