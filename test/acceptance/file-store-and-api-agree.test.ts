import { readFileSync, writeFileSync } from 'node:fs';
import { documentOf, maskConfig, parseConfigText } from '@convoso-connect/core/config';
import { expect } from '@jest/globals';
import * as fc from 'fast-check';
import { full } from '../support/check-full.js';
import { CALL_ADAPTOR, config, endpoint, workflow } from '../support/config.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { ofEmbedded } from '../support/embedded.js';

const RUNS = full ? 10 : 2;
const EDITS_EACH = 50;

const id = fc.constantFrom('crm', 'sheet', 'mail', 'chat');
const name = fc.constantFrom('Sales', 'Ünïcode "quoted"', 'a\\b', ' ', 'x'.repeat(300));

const anEndpoint = fc
  .record({
    id,
    name,
    active: fc.boolean(),
    apiAuthentication: fc.option(fc.constantFrom('token=planted-1', 'token=planted-2'), { nil: undefined }),
    apiUrl: fc.constantFrom('https://a.example.test/x', 'https://a.example.test/x?key=planted-3'),
    giveUpAfterSeconds: fc.option(fc.integer({ min: 60, max: 1000 }), { nil: undefined }),
  })
  .map(({ id: of, ...settings }) => endpoint(of, { url: '' }, settings));

const documents = fc
  .record({
    endpoints: fc.uniqueArray(anEndpoint, { selector: (each) => each['id'], maxLength: 4 }),
    hooks: fc.uniqueArray(fc.constantFrom('main', 'other', 'third'), { minLength: 1 }),
    name,
    mapped: fc.constantFrom('call', 'other_name'),
    inspector: fc.boolean(),
  })
  .map(({ endpoints, hooks, name: named, mapped, inspector }) =>
    config({
      endpoints,
      hooks: hooks.map((each) => ({ id: each })),
      adaptors: [{ ...CALL_ADAPTOR, fields: [{ section: 'lead', field: 'id', mappedTo: mapped }] }],
      workflows: [
        workflow(
          'all',
          endpoints.map((each) => String(each['id'])),
          { name: named },
        ),
      ],
      settings: { inspector },
    }),
  );

/** What people and programs do to a configuration, the right and the wrong. */
const edits = fc.oneof(
  fc.record({ what: fc.constant('put' as const), document: documents, indent: fc.constantFrom(0, 2, 4) }),
  fc.record({ what: fc.constant('put what was shown' as const), name }),
  fc.record({ what: fc.constant('put on another revision' as const), document: documents }),
  fc.record({ what: fc.constant('only check' as const), document: documents }),
  fc.record({ what: fc.constant('put a mistake' as const), document: documents }),
  fc.record({ what: fc.constant('edit the file' as const), document: documents }),
  fc.record({ what: fc.constant('restore' as const), back: fc.nat({ max: 5 }) }),
);

type Edit = typeof edits extends fc.Arbitrary<infer Each> ? Each : never;

interface Shown {
  readonly revision: number;
  readonly config: Readonly<Record<string, unknown>>;
}

async function shown(relay: TestRelay, place: string): Promise<Shown> {
  return JSON.parse((await relay.api(place)).text) as Shown;
}

async function put(relay: TestRelay, text: string, base: number, query = ''): Promise<number> {
  const headers = { 'if-match': `"${base}"` };
  return (await relay.api(`config${query}`, { method: 'PUT', headers, body: text })).status;
}

/** Carries an edit out; every one ends as it has to. */
async function carryOut(relay: TestRelay, edit: Edit): Promise<void> {
  const { revision, config: running } = await shown(relay, 'config');
  switch (edit.what) {
    case 'put':
      expect(await put(relay, JSON.stringify(edit.document, null, edit.indent), revision)).toBe(200);
      return;
    case 'put what was shown': {
      const workflows = [{ ...(running['workflows'] as object[])[0], name: edit.name }];
      expect(await put(relay, JSON.stringify({ ...running, workflows }), revision)).toBe(200);
      return;
    }
    case 'put on another revision':
      expect(await put(relay, JSON.stringify(edit.document), revision + 1)).toBe(409);
      return;
    case 'only check':
      expect(await put(relay, JSON.stringify(edit.document), revision, '?dryRun=true')).toBe(200);
      return;
    case 'put a mistake':
      expect(await put(relay, JSON.stringify({ ...edit.document, version: 99 }), revision)).toBe(422);
      return;
    case 'edit the file':
      writeFileSync(relay.running.configFile, JSON.stringify(edit.document, null, 2));
      await relay.running.reload();
      return;
    case 'restore': {
      const place = `config/revisions/${Math.max(1, revision - edit.back)}/restore`;
      const headers = { 'if-match': `"${revision}"` };
      // Where secrets stood in it, it cannot be.
      expect([200, 409]).toContain((await relay.api(place, { method: 'POST', headers })).status);
    }
  }
}

async function expectAgreement(relay: TestRelay): Promise<void> {
  const running = await shown(relay, 'config');
  const read = parseConfigText(readFileSync(relay.running.configFile, 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(running.config).toEqual(documentOf(maskConfig(read.config)));
  const { revisions } = JSON.parse((await relay.api('config/revisions?limit=20')).text) as {
    revisions: { revision: number }[];
  };
  expect(revisions[0]?.revision).toBe(running.revision);
  expect((await shown(relay, `config/revisions/${running.revision}`)).config).toEqual(running.config);
  expect(JSON.stringify(running)).not.toContain('planted');
}

ofEmbedded('where the configuration stands in no file').it(
  `file, store and API say the same after each of ${RUNS * EDITS_EACH} edits`,
  async () => {
    const sequence = fc.array(edits, { minLength: EDITS_EACH, maxLength: EDITS_EACH });
    await fc.assert(
      fc.asyncProperty(sequence, async (all) => {
        const relay = await runRelay({ config: config({ endpoints: [] }) });
        for (const edit of all) {
          await carryOut(relay, edit);
          await expectAgreement(relay);
        }
        await relay.stop();
      }),
      { numRuns: RUNS },
    );
  },
);
