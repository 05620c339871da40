import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { dataFolder } from './support/folders.js';
import { startRelayProcess, type RelayProcess } from './support/relay-process.js';
import { rowsOf } from './support/stored.js';

const PRELOAD = pathToFileURL(path.join(__dirname, 'support/killed-at.mjs')).href;

const BEFORE = config({ endpoints: [], hooks: [{ id: 'before' }] });
const AFTER = config({ endpoints: [], hooks: [{ id: 'after' }] });

/** Where a relay is killed in the middle of a change, and which of the two configurations it then starts with. */
const STEPS: readonly (readonly [step: string, hook: 'before' | 'after', revision: number])[] = [
  ['the draft is empty', 'before', 1],
  ['the draft is written', 'before', 1],
  ['the file is replaced', 'after', 2],
  ['the revision is stored and not committed', 'after', 2],
  ['its origin is stored and not committed', 'after', 2],
  ['the revision is committed', 'after', 2],
];

interface Running {
  readonly revision: number;
  readonly config: { readonly hooks: readonly { readonly id: string }[] };
}

async function running({ url, authorization }: RelayProcess): Promise<Running> {
  return (await (await fetch(`${url}/api/config`, { headers: authorization })).json()) as Running;
}

async function put({ url, authorization }: RelayProcess, document: unknown, base: number): Promise<number> {
  const headers = { ...authorization, 'if-match': `"${base}"`, 'content-type': 'application/json' };
  const body = JSON.stringify(document);
  return (await fetch(`${url}/api/config`, { method: 'PUT', headers, body })).status;
}

describe('a relay that is killed while its configuration is changed over the API', () => {
  it.each(STEPS)('when %s starts with the one %s, whole, and says which', async (step, hook, revision) => {
    const folder = dataFolder(BEFORE);
    const killed = await startRelayProcess(folder, {
      NODE_OPTIONS: `--import=${PRELOAD}`,
      KILLED_AT: step,
    });
    await expect(put(killed, AFTER, 1)).rejects.toThrow();
    await killed.kill();

    const relay = await startRelayProcess(folder);

    const now = await running(relay);
    expect(now).toMatchObject({ revision, config: { hooks: [{ id: hook }] } });
    expect(JSON.parse(readFileSync(path.join(folder, 'connect.json'), 'utf8'))).toMatchObject({
      hooks: [{ id: hook }],
    });
    const loaded = expect.objectContaining({ msg: 'configuration loaded', revision });
    // The log comes by another way than the answers, and may be later.
    await eventually(() => expect(relay.log()).toContainEqual(loaded));
    // Each is there once, and the next change goes on from it.
    expect(rowsOf(folder, 'config_revisions')).toHaveLength(revision);
    expect(await put(relay, config({ endpoints: [], hooks: [{ id: 'next' }] }), revision)).toBe(200);
    expect(await running(relay)).toMatchObject({
      revision: revision + 1,
      config: { hooks: [{ id: 'next' }] },
    });
    await relay.stop();
  });
});
