import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import vm from 'node:vm';
import type { createRelayClient } from '@convoso-connect/core/relay-client';
import { expect } from '@jest/globals';

const run = promisify(execFile);

/** In bytes: what a page carries for the client, which needs neither zod nor the contract at run time. */
const MOST_BYTES = 10_000;

/** The client out of a bundle for browsers, in a world that has of Node only what browsers have, too. */
export async function bundledClient(): Promise<typeof createRelayClient> {
  const { stdout } = await run(process.execPath, [path.join(__dirname, 'bundle-client.mjs')]);
  expect(stdout.length).toBeLessThan(MOST_BYTES);
  const page = { URL, URLSearchParams, relayClient: {} as { createRelayClient?: typeof createRelayClient } };
  vm.runInNewContext(stdout, page);
  const create = page.relayClient.createRelayClient;
  if (create === undefined) throw new Error('the bundle has no client');
  return create;
}
