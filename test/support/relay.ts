import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLog, startRelay, type RelayOptions, type RunningRelay } from '@convoso-connect/relay';
import { expect } from '@jest/globals';
import { form, type Fields } from './calls.js';
import { HandClock } from './clock.js';
import { closeAfterTest } from './closing.js';
import { eventually } from './eventually.js';
import { send, type Answer, type Sending } from './http.js';
import { keyOf } from './key.js';
import { KEPT, secretsElsewhere } from './secrets-elsewhere.js';
import { storeFor } from './store.js';
import {
  only,
  type DeadLetterReport,
  type ErrorReport,
  type NotificationReport,
  type OccurrenceReport,
  type QuarantineReport,
  type QuarantinedReport,
} from './reports.js';

export interface RelaySetup extends Partial<Omit<RelayOptions, 'clock'>> {
  /** Written to the configuration file before the start; absent: the relay finds what is there. */
  readonly config?: unknown;
  readonly clock?: HandClock;
}

const log = createLog({ readable: false, level: 'silent' });

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'convoso-connect-'));
  closeAfterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a relay on a data folder of its own and any free port, with time in the test's hand and even retries. */
export async function runRelay({ config, ...setup }: RelaySetup): Promise<TestRelay> {
  const clock = setup.clock ?? new HandClock();
  const dataFolder = setup.dataFolder ?? tempFolder();
  const configFile = setup.configFile ?? path.join(dataFolder, 'connect.json');
  const env = { ...KEPT, ...setup.env };
  const place = setup.store === undefined ? await storeFor(dataFolder) : {};
  const isInFile = place.databaseUrl === undefined;
  const written = existsSync(configFile) ? readFileSync(configFile, 'utf8') : undefined;
  const document = isInFile ? config : secretsElsewhere(config ?? written, env);
  if (document !== undefined) writeConfig(configFile, document);
  // A thread would run what was built before, and not the sources that jest reads.
  const options = {
    port: 0,
    random: () => 0.5,
    reads: 'in-process',
    accountNames: 'never',
    log,
    ...place,
    ...setup,
    env,
  } as const;
  const relay = await startRelay({ ...options, dataFolder, clock });
  const running = new TestRelay(relay, clock, { apiKey: setup.apiKey ?? keyOf(dataFolder), env });
  closeAfterTest(() => running.stop());
  // A later start on a database reads no file.
  if (!isInFile && config !== undefined && started.has(dataFolder)) await running.reload(config);
  started.add(dataFolder);
  return running;
}

/** The data folders on which a relay of this test file was started. */
const started = new Set<string>();

function writeConfig(file: string, config: unknown): void {
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
}

/** A running relay as its users see it: hooks, the API, the configuration file, and time. */
export class TestRelay {
  readonly running: RunningRelay;
  readonly clock: HandClock;
  readonly url: string;
  /** What opens its API. */
  readonly authorization: { readonly authorization: string };
  readonly #env: NodeJS.ProcessEnv;
  #stopped = false;

  constructor(
    running: RunningRelay,
    clock: HandClock,
    { apiKey, env }: { readonly apiKey: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.running = running;
    this.clock = clock;
    this.url = `http://127.0.0.1:${running.port}`;
    this.#env = env;
    this.authorization = { authorization: `Bearer ${apiKey}` };
  }

  /** Any request to a catch hook; `target` is what follows `/hooks/`. */
  hook(target: string, sending: Sending = {}): Promise<Answer> {
    return send(`${this.url}/hooks/${target}`, { method: 'POST', ...sending });
  }

  /** Delivers a form that has to be accepted; gives the id of the answer. */
  async post(fields: Fields, target = 'main'): Promise<string> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return acceptedId(await this.hook(target, { headers, body: form(fields) }));
  }

  api(place: string, sending: Sending = {}): Promise<Answer> {
    const headers = { ...this.authorization, ...sending.headers };
    return send(`${this.url}/api/${place}`, { ...sending, headers });
  }

  /** The decision trail of a delivery, as soon as it has been processed. */
  explain(id: string): Promise<OccurrenceReport> {
    return eventually(async () => {
      const answer = await this.api(`occurrences/${id}`);
      expect(answer.status).toBe(200);
      return JSON.parse(answer.text) as OccurrenceReport;
    });
  }

  /** The trail once it holds what `look` asks for, which throws until then. */
  explainWhen(id: string, look: (report: OccurrenceReport) => void): Promise<OccurrenceReport> {
    return eventually(async () => {
      const report = await this.explain(id);
      look(report);
      return report;
    });
  }

  /** The trail once nothing is left to do for this delivery. */
  settled(id: string): Promise<OccurrenceReport> {
    return this.explainWhen(id, ({ actions }) => {
      const open = actions.filter(({ state }) => state === 'waiting' || state === 'running');
      // Without `expect`, which would print all of them at every look.
      if (open.length > 0)
        throw new Error(
          `not done yet: ${open.map((action) => `${action.id} is ${action.state}`).join(', ')}`,
        );
    });
  }

  async quarantine(limit = 50): Promise<readonly QuarantineReport[]> {
    const { text } = await this.api(`quarantine?limit=${limit}`);
    return (JSON.parse(text) as { quarantine: QuarantineReport[] }).quarantine;
  }

  async quarantined(id: string): Promise<QuarantinedReport> {
    const { text } = await this.api(`quarantine/${id}`);
    return JSON.parse(text) as QuarantinedReport;
  }

  async deadLetters(): Promise<readonly DeadLetterReport[]> {
    const { text } = await this.api('dead-letters');
    return (JSON.parse(text) as { actions: DeadLetterReport[] }).actions;
  }

  async notifications(): Promise<readonly NotificationReport[]> {
    const { text } = await this.api('notifications');
    return (JSON.parse(text) as { notifications: NotificationReport[] }).notifications;
  }

  /** The one notification of a kind, as soon as it is there: it follows what it tells about. */
  notice(kind: string): Promise<NotificationReport> {
    return eventually(async () => only((await this.notifications()).filter((each) => each.kind === kind)));
  }

  replay(place: 'quarantine' | 'dead-letters', id: string, query = ''): Promise<Answer> {
    return this.api(`${place}/${id}/replay${query}`, { method: 'POST' });
  }

  /** Changes the configuration where it stands, and has that run now: in its file, or over the API where no file is read. */
  async reload(config: unknown): Promise<void> {
    if (this.running.isConfigShared) {
      const { revision } = this.running.keeper.current;
      const headers = { 'content-type': 'application/json', 'if-match': `"${revision.number}"` };
      const document = secretsElsewhere(config, this.#env);
      const body = typeof document === 'string' ? document : JSON.stringify(document);
      await this.api('config', { method: 'PUT', headers, body });
      return;
    }
    writeConfig(this.running.configFile, config);
    await this.running.reload();
  }

  /** Lets time pass, and has the relay see what is due then. */
  advance(milliseconds: number): void {
    this.clock.advance(milliseconds);
    this.running.wake();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.running.stop();
  }
}

/** The id that an accepted delivery was answered with. */
export function acceptedId({ status, text }: Answer): string {
  const answer = JSON.parse(text) as { success: boolean; id: string };
  expect({ status, success: answer.success }).toEqual({ status: 200, success: true });
  return answer.id;
}

/** The error of an answer, which has to say what is wrong and what to do. */
export function errorOf({ text }: Answer): ErrorReport {
  const { error } = JSON.parse(text) as { error: ErrorReport };
  expect(error.code).toMatch(/^[A-Z_]+$/);
  expect(error.message).not.toBe('');
  expect(error.remedy).not.toBe('');
  return error;
}
