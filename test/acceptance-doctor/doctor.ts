import { TOKEN, convoso, type ConvosoOptions, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { dataFolder, writeConfig } from '../acceptance-process/support/folders.js';
import type { Ended } from '../acceptance-process/support/environment.js';
import { connect } from '../acceptance-process/support/relay-process.js';
import type { Fields } from '../support/calls.js';
import { config, type Parts } from '../support/config.js';
import { runRelay } from '../support/relay.js';

/** The account's statuses, as `statuses pull` writes them. */
const STATUSES = [
  { status: 'NEW', name: 'New Lead' },
  { status: 'A', name: 'Answering Machine' },
  { status: 'NI', name: 'Not Interested', final: true, reached: true, contact: true },
  { status: 'SALE', name: 'Sale', final: true, reached: true, success: true, contact: true },
];

export type Document = Readonly<Record<string, unknown>>;

/** A set-up with nothing to mend, but what `parts` changes. */
export function documentOf(
  { baseUrl }: Pick<ConvosoStandIn, 'baseUrl'>,
  parts: Partial<Parts> = {},
): Document {
  return {
    ...config({ endpoints: [], hooks: [{ id: 'main', secret: { secretRef: 'env:HOOK' } }], ...parts }),
    account: {
      id: 'main',
      timeZone: 'America/Los_Angeles',
      apiBaseUrl: baseUrl,
      authToken: { secretRef: 'env:TOKEN' },
    },
    statuses: STATUSES,
  };
}

/** A workflow called Sale that does this on dispositions, or on what its settings say. */
export const sale = (actions: readonly object[], settings: object = {}) => ({
  id: 'sale',
  name: 'Sale',
  events: [{ type: 'DISPOSITION', values: ['SALE'] }],
  actionSets: [{ id: 'now', actions: actions.map((action, index) => ({ id: `a${index}`, ...action })) }],
  ...settings,
});

export const SECRETS = { TOKEN, HOOK: 'the-secret-of-the-hook' };

export interface Examination extends Ended {
  /** A line for each finding, without its summary. */
  readonly lines: readonly string[];
  readonly folder: string;
  readonly standIn: ConvosoStandIn;
}

export interface Scene {
  readonly parts?: Partial<Parts>;
  /** Changes the whole document. */
  readonly plant?: (document: Document) => unknown;
  /** What Convoso has delivered to the hook before. */
  readonly delivered?: readonly Fields[];
  /** What an operator has switched off in the relay that ran before, such as `endpoints/crm`. */
  readonly switchedOff?: string;
  readonly convoso?: ConvosoOptions;
  readonly before?: (standIn: ConvosoStandIn) => void | Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** What the doctor says of a set-up with one fault, or none. */
export async function examine(scene: Scene = {}): Promise<Examination> {
  const {
    parts,
    plant = (document: Document): unknown => document,
    delivered = [],
    before,
    env = SECRETS,
    args = [],
  } = scene;
  const standIn = await convoso(scene.convoso);
  const folder = dataFolder();
  if (delivered.length > 0) await deliver(folder, delivered);
  writeConfig(folder, plant(documentOf(standIn, parts)));
  if (scene.switchedOff !== undefined) await switchOff(folder, scene.switchedOff, env);
  await before?.(standIn);
  const ended = await connect(folder, ['doctor', ...args], env);
  const lines = ended.stdout.split('\n').filter((line) => /^[✓!✗–] /.test(line));
  return { ...ended, lines, folder, standIn };
}

/** Has a relay without workflows take them in, so that nothing acts on them. */
async function deliver(folder: string, deliveries: readonly Fields[]): Promise<void> {
  const relay = await runRelay({ dataFolder: folder, config: config({ endpoints: [], workflows: [] }) });
  for (const fields of deliveries) await relay.explain(await relay.post(fields));
  await relay.stop();
}

async function switchOff(folder: string, place: string, env: Scene['env']): Promise<void> {
  const relay = await runRelay({ dataFolder: folder, env: env ?? {} });
  const headers = { 'content-type': 'application/json' };
  await relay.api(place, { method: 'PATCH', headers, body: '{"active":false}' });
  await relay.stop();
}

/** The lines that are neither fine nor skipped. */
export function faults({ lines }: Examination): readonly string[] {
  return lines.filter((line) => /^[!✗]/.test(line));
}
