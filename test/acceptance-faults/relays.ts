import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createLog, startRelay, type RelayOptions } from '@convoso-connect/relay';
import { expect } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { destination, type Destination } from '../support/destination.js';
import { runRelay, type RelaySetup, type TestRelay } from '../support/relay.js';
import { storeFor } from '../support/store.js';

export const KEY = 'a long key for tests only';

export interface Crm {
  readonly crm: Destination;
  readonly document: object;
}

/** One workflow that delivers every call to a destination. */
export async function crmConfig(): Promise<Crm> {
  const crm = await destination();
  return { crm, document: config({ endpoints: [endpoint('crm', crm)] }) };
}

/** A file of the database of a data folder. */
export function databaseOf(dataFolder: string, part: '' | '-wal' | '-shm' = ''): string {
  return path.join(dataFolder, `connect.sqlite${part}`);
}

/** Copies a folder as a crash would leave it, by another process, since closing a file here would end its locks. */
export function copyFolder(from: string, to: string): void {
  expect(spawnSync('cp', ['-a', `${from}/.`, to]).status).toBe(0);
}

export function start(dataFolder: string, setup: RelaySetup = {}): Promise<TestRelay> {
  return runRelay({ dataFolder, apiKey: KEY, ...setup });
}

/** The error of a start that has to be refused, and that a person has to be able to act on. */
export async function refusal(
  dataFolder: string,
  setup: Partial<RelayOptions> = {},
): Promise<{ code: string; message: string; remedy: string }> {
  const log = createLog({ readable: false, level: 'silent' });
  const options = { port: 0, env: {}, reads: 'in-process', log, ...setup } as const;
  const outcome = await startRelay({ ...options, dataFolder, ...(await storeFor(dataFolder)) }).then(
    async (relay) => {
      await relay.stop();
      return 'it started';
    },
    (error: unknown) => error as { code: string; message: string; remedy: string },
  );
  if (typeof outcome === 'string') throw new Error(outcome);
  expect(outcome.message).toContain(dataFolder);
  expect(outcome.remedy).not.toBe('');
  return outcome;
}
