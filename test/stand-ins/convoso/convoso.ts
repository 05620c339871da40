import { expect } from '@jest/globals';
import type { Fields } from '../../support/calls.js';
import { closeAfterTest } from '../../support/closing.js';
import { destination, type Destination, type Reply } from '../../support/destination.js';
import { Account } from './account.js';
import { deliver, type ConnectShape, type Delivered } from './connect.js';
import { Faults, type Fault } from './faults.js';
import { LeadSaves } from './lead-saves.js';
import { ConvosoServer, type Rights } from './server.js';

export { CAMPAIGN, CRITERIA_KEY, LIST, QUEUE, USER } from './account.js';
export { CONNECT_SHAPES, type ConnectShape, type Delivered } from './connect.js';

export const TOKEN = 'planted-convoso-token-0001';

export interface ConvosoOptions {
  /** Default: {@link TOKEN}, which may do everything. */
  readonly rights?: Rights;
  /** Where Convoso Connect tells of every lead that is saved, as a workflow on lead updates would. */
  readonly echoTo?: string;
  /** When it tells of it: the delivery is over before the call is answered, or begins a moment later. Default: neither waits. */
  readonly echoes?: 'before the answer' | 'after the answer' | 'at once';
}

/** A stand-in for Convoso: its REST API over real sockets, a small account behind it, and Connect's deliveries. */
export interface ConvosoStandIn extends Pick<Destination, 'requests' | 'received' | 'close'> {
  /** With the version, as the client takes it. */
  readonly baseUrl: string;
  readonly account: Account;
  readonly leads: Account['leads'];
  readonly calls: Account['calls'];
  /** The parameters that each path documents. */
  readonly documented: Readonly<Record<string, readonly string[]>>;
  /** What was asked for that no document covers; when the test ends there may be none left. */
  takeViolations(): readonly string[];
  /** Answers the next call in place of Convoso, which does nothing. */
  answerNext(reply: Reply, path?: string): void;
  /** Answers the next call with a code of Convoso's. */
  refuseNext(code: number, text: string, path?: string): void;
  /** Lets Convoso do what the next call says, and answers something else. */
  answerNextAfterProcessing(reply: Reply, path?: string): void;
  /** Cuts the connection of the next call, before or after Convoso has done what it says. */
  hangUpNext(when: 'before processing' | 'after processing', path?: string): void;
  /** Lets the answer of the next call wait until the returned function is called. */
  holdNext(path?: string): () => void;
  /** The same for a call of which Convoso does nothing, and whose connection is cut then. */
  holdNextUnprocessed(path?: string): () => void;
  /** Delivers an event to a hook as Convoso Connect does. Default shape: a form. */
  fire(hookUrl: string, fields: Fields, shape?: ConnectShape): Promise<Delivered>;
  /** Everything that was delivered, with what the hooks said: what was fired, and the leads that were saved. */
  readonly deliveries: readonly Delivered[];
}

export async function convoso({
  rights = { [TOKEN]: 'all' },
  echoTo,
  echoes = 'at once',
}: ConvosoOptions = {}): Promise<ConvosoStandIn> {
  const account = new Account();
  const faults = new Faults();
  const deliveries: Delivered[] = [];
  const underway = new Set<Promise<Delivered>>();
  const told: Promise<unknown>[] = [];

  const fire = async (hookUrl: string, fields: Fields, shape: ConnectShape = 'form') => {
    const delivery = deliver(hookUrl, fields, shape);
    underway.add(delivery);
    const delivered = await delivery;
    underway.delete(delivery);
    deliveries.push(delivered);
    return delivered;
  };
  const saves = new LeadSaves(account, ({ id = '', ...lead }) => {
    if (echoTo === undefined) return;
    const tell = (): Promise<unknown> => fire(echoTo, { lead_id: id, ...lead });
    if (echoes === 'after the answer') setTimeout(() => void tell(), 5);
    else told.push(tell());
  });
  const server = new ConvosoServer(account, saves, rights);

  const http = await destination(async (request) => {
    const path = request.path.replace(/^\/v1\//, '');
    const fault = faults.take(path);
    const own = fault?.processes === false ? undefined : server.answer(path, request);
    const telling = told.splice(0);
    if (echoes === 'before the answer') await Promise.all(telling);
    await fault?.until;
    return fault?.answer ?? own ?? 'hang up';
  });
  const hold = (fault: Omit<Fault, 'until'>, path?: string): (() => void) => {
    let release: (() => void) | undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    faults.plan({ ...fault, until }, path);
    return () => release?.();
  };
  const takeViolations = () => server.violations.splice(0);
  closeAfterTest(async () => {
    await Promise.all(underway);
    expect(takeViolations()).toEqual([]);
  });

  return {
    baseUrl: `${http.url}/v1`,
    requests: http.requests,
    received: (count, path) => http.received(count, path),
    close: () => http.close(),
    account,
    leads: account.leads,
    calls: account.calls,
    documented: server.documented(),
    takeViolations,
    answerNext: (answer, path) => faults.plan({ processes: false, answer }, path),
    refuseNext: (code, text, path) => {
      const body = JSON.stringify({ success: false, code, text });
      faults.plan({ processes: false, answer: { status: 200, body } }, path);
    },
    answerNextAfterProcessing: (answer, path) => faults.plan({ processes: true, answer }, path),
    hangUpNext: (when, path) =>
      faults.plan({ processes: when === 'after processing', answer: 'hang up' }, path),
    holdNext: (path) => hold({ processes: true }, path),
    holdNextUnprocessed: (path) => hold({ processes: false, answer: 'hang up' }, path),
    fire,
    deliveries,
  };
}
