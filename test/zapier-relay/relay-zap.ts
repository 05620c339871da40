import { jest } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { errors } from 'zapier-platform-core';
import { eventually } from '../support/eventually.js';
import type { Values, ZapApp } from '../zapier/zap.js';

/** Zapier ends a process that has grown large; that of these tests has grown by the test files before. */
const limits = jest.requireActual<{ KILL_MAX_LIMIT: number }>('zapier-platform-core/src/constants');
limits.KILL_MAX_LIMIT = Infinity;

/** What a relay is reached by. */
export interface Door {
  readonly url: string;
  readonly key: string;
}

/** What Zapier hands to a step beside what the form holds. */
export interface Handed {
  readonly inputData?: Values;
  readonly authData?: Readonly<Record<string, string>>;
  readonly meta?: Values;
  readonly targetUrl?: string;
  readonly subscribeData?: unknown;
  readonly outputData?: unknown;
  readonly rawRequest?: unknown;
}

export interface Ran {
  readonly results: unknown;
  /** `CALLBACK` where the run waits to be called back. */
  readonly status?: string;
}

type Handler = (event: object) => Promise<Ran>;

/** The types of the platform leave it out. */
const { createAppHandler } = jest.requireActual<{ createAppHandler: (parts: object) => Handler }>(
  'zapier-platform-core',
);

/**
 * The app's own handler, as Zapier's platform calls it, with a connection that names a relay.
 *
 * @param parts the steps that are run: the handler goes through the whole definition with each run
 */
export class RelayZap {
  readonly #handler: Handler;
  readonly #authData: Readonly<Record<string, string>>;
  readonly #cache = {};

  constructor({ url, key }: Door, parts: ZapApp = {}) {
    const { version, platformVersion, authentication, beforeRequest, flags } = app;
    this.#handler = createAppHandler({
      ...{ version, platformVersion, authentication, beforeRequest, flags },
      ...parts,
    });
    this.#authData = { authToken: 'planted-convoso-token-0001', relayUrl: url, relayKey: key };
  }

  /** @param method as in `creates.match_rules.operation.perform` */
  async run(method: string, handed: Handed = {}, callbackUrl = 'https://hooks.example.test/c'): Promise<Ran> {
    const { authData, ...more } = handed;
    return this.#handler({
      command: 'execute',
      method,
      callback_url: callbackUrl,
      zcacheTestObj: this.#cache,
      bundle: { inputData: {}, meta: {}, ...more, authData: { ...this.#authData, ...authData } },
    });
  }

  async matchRules(inputData: Values, handed: Handed = {}): Promise<Values> {
    const { results } = await this.run('creates.match_rules.operation.perform', { ...handed, inputData });
    return results as Values;
  }
}

const { match_rules, wait_until_allowed } = app.creates;

/** Match Rules alone, for many runs. */
export const MATCH_RULES = { creates: { match_rules } } as unknown as ZapApp;

export const WAIT_UNTIL_ALLOWED = { creates: { wait_until_allowed } } as unknown as ZapApp;

type Step = (z: object, bundle: object) => Promise<Values>;

/** The step Match Rules itself, without the platform around it, which goes through the definition of the app at each run. */
export function matchRulesAt({ url, key }: Door): (inputData: Values) => Promise<Values> {
  const { perform } = match_rules?.operation as unknown as { perform: Step };
  const authData = { relayUrl: url, relayKey: key };
  return (inputData) => perform({ errors }, { authData, inputData, meta: {} });
}

/** A run as Zapier sees to it: one that is put off, on a machine with much else to do, is begun again. */
export function repeated(run: () => Promise<Values>): Promise<Values> {
  return eventually(run);
}
