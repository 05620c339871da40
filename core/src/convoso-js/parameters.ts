import type { Endpoint, RequiredOf } from '../convoso-api/endpoint.js';
import { parameterOf, type Parameter, type ParameterType } from '../convoso-api/parameter.js';
import type { Method } from './methods.js';

/** What programs for convoso-js give for each type of parameter. */
interface Given {
  readonly id: string;
  readonly ids: string;
  readonly text: string;
  readonly texts: string;
  readonly integer: number;
  readonly decimal: number;
  readonly flag: boolean | number;
  readonly yesNo: string;
  readonly phone: string;
  readonly email: string;
  readonly time: string;
  readonly day: string;
  readonly dayOrTime: string;
  readonly zone: number | string;
  readonly status: string;
  readonly color: string;
  readonly listName: string;
  readonly choice: string | number;
  readonly choices: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

type TypeOf<P> = P extends ParameterType ? P : P extends Parameter ? P['type'] : never;

/** The name that convoso-js has for one of the table's. */
type Called<M extends Method, N> = M extends { readonly renamed: infer R }
  ? { [K in keyof R]: R[K] extends N ? K : never }[keyof R] | N
  : N;

type Table<M extends Method> = M['endpoint']['parameters'];

/** What a method takes. */
export type ParamsOf<M extends Method> = Required<M['endpoint'], Table<M>> & {
  [K in Exclude<keyof Table<M>, RequiredOf<M['endpoint']>> as Called<M, K>]?:
    Given[TypeOf<Table<M>[K]>] | null | undefined;
};

type Required<E extends Endpoint, T> = { [K in keyof T & RequiredOf<E>]: Given[TypeOf<T[K]>] };

/** A time as convoso-js has callbacks written: `2026-11-20 02:30 PM`. */
const ON_TWELVE_HOURS = /^(\d{4}-\d\d-\d\d) (0?[1-9]|1[0-2]):([0-5]\d)(?::([0-5]\d))? ?([AP])M$/i;

/** The parameters of a call under the names, and in the words, of the endpoint's table. */
export function argumentsOf({ endpoint, renamed = {} }: Method, params: object): object {
  const args: [string, unknown][] = [];
  const custom: [string, unknown][] = [];
  for (const [given, value] of Object.entries(params) as [string, unknown][]) {
    const name = renamed[given] ?? given;
    const entry = Object.hasOwn(endpoint.parameters, name) ? endpoint.parameters[name] : undefined;
    const isTime = entry !== undefined && TIMES.has(parameterOf(entry).type);
    // What is no parameter is one of the account's own fields, where the endpoint takes them.
    const isOwnField = entry === undefined && 'custom' in endpoint.parameters;
    (isOwnField ? custom : args).push([name, isTime ? onTwentyFourHours(value) : value]);
  }
  if (custom.length === 0) return Object.fromEntries(args);
  return Object.fromEntries([['custom', Object.fromEntries(custom)], ...args]);
}

const TIMES: ReadonlySet<ParameterType> = new Set(['time', 'dayOrTime']);

function onTwentyFourHours(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const [, day, hour, minute, second = '00', half] = ON_TWELVE_HOURS.exec(value) ?? [];
  if (day === undefined || hour === undefined || minute === undefined) return value;
  const hours = (Number(hour) % 12) + (half?.toUpperCase() === 'P' ? 12 : 0);
  return `${day} ${String(hours).padStart(2, '0')}:${minute}:${second}`;
}
