import { ConnectError, visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { endpointCalled } from './endpoint-option.js';
import { print } from './print.js';
import { withReaderIfAny } from './with-reader.js';

export interface PauseOptions {
  readonly endpoint?: string;
  readonly all?: boolean;
}

type Order = 'pause' | 'resume';
type Endpoint = AnswerOf<RelayApi['endpoints']['get']>;
type Outgoing = AnswerOf<RelayApi['outgoing']['get']>;
type Halt = Endpoint['halts'][number];

/** Pauses an endpoint or everything in the running relay: what comes due is held. */
export async function pause(options: PauseOptions, env: NodeJS.ProcessEnv): Promise<void> {
  await order('pause', options, env);
}

/** Lets an endpoint or everything go out again, in the order of its lanes. */
export async function resume(options: PauseOptions, env: NodeJS.ProcessEnv): Promise<void> {
  await order('resume', options, env);
}

async function order(what: Order, options: PauseOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const lines = await carriedOut(what, options, env);
  const timeZone = await withReaderIfAny(
    env,
    async (reader) => (await reader?.ask('accepted', {}))?.timeZone,
  );
  print(`${visibleLines(lines.map((line) => withLocalTimes(line, timeZone ?? 'UTC')))}\n`);
}

async function carriedOut(
  what: Order,
  { endpoint, all }: PauseOptions,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  if (endpoint !== undefined && all !== true) {
    const id = await endpointCalled(endpoint, env);
    const place = `endpoints/${encodeURIComponent(id)}/${what}`;
    const { halts } = await askRelay<Endpoint>({ method: 'POST', place }, env);
    return orderText(what, `The endpoint ${id}`, halts);
  }
  if (endpoint === undefined && all === true) {
    const { paused } = await askRelay<Outgoing>({ method: 'POST', place: `outgoing/${what}` }, env);
    const said = orderText(what, 'Everything', paused === null ? [] : [paused]);
    return what === 'pause' ? said : [...said, ...(await stillHeld(env))];
  }
  throw new ConnectError(
    'NOTHING_CHOSEN',
    endpoint === undefined
      ? 'it is not said what is meant'
      : `both --endpoint ${endpoint} and --all were given`,
    'Name one endpoint with --endpoint, or everything with --all.',
  );
}

/** The endpoints that a resume of everything leaves held, each by itself. */
async function stillHeld(env: NodeJS.ProcessEnv): Promise<string[]> {
  type Endpoints = AnswerOf<RelayApi['endpoints']['list']>;
  const { endpoints } = await askRelay<Endpoints>({ method: 'GET', place: 'endpoints' }, env);
  const held = endpoints.filter(({ halts }) => halts.length > 0);
  return held.flatMap(({ id, halts }) => orderText('resume', `But the endpoint ${id}`, halts));
}

/** What has become of an order, by what holds the endpoint then: that it is resumed does not say that anything goes out. */
export function orderText(what: Order, name: string, halts: readonly Halt[]): string[] {
  const reasons = halts.map(({ reason }) => `  ${reason}`);
  if (what === 'pause') return [`${name} is paused: what comes due is held.`, ...reasons];
  return [`${name} is ${stateAfter(halts.map(({ cause }) => cause))}`, ...reasons];
}

function stateAfter(causes: readonly Halt['cause'][]): string {
  if (causes.includes('paused')) return 'held all the same: what comes due waits.';
  if (causes.includes('breaker') || causes.includes('asked'))
    return 'not paused: what waits goes out, in order, as soon as the endpoint can be asked again.';
  if (causes.includes('failing'))
    return 'not paused: what waits is tried, and goes out in order once the endpoint works again.';
  if (causes.includes('paced')) return 'active: what waits goes out now, in order and at its pace.';
  return 'active: what waits goes out now, in order.';
}
