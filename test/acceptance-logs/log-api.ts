import { expect } from '@jest/globals';
import type { TestRelay } from '../support/relay.js';

export interface LogEntry {
  readonly id: number;
  readonly date: string;
  readonly at: string;
  readonly primaryPhone: string | null;
  readonly result: unknown;
  readonly attempt: number;
  readonly status: number | null;
  readonly outcome: string;
  readonly durationMs: number;
  readonly reason: string | null;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly endpointId: string;
  readonly endpointName: string;
  readonly view: string;
}

export interface LogPage {
  readonly timeZone: string;
  readonly logs: readonly LogEntry[];
  readonly next: string | null;
}

export interface Execution {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly workflowId: string;
  readonly endpointId: string;
  readonly listId: string | null;
  readonly occurrenceId: string;
}

export interface ExecutionPage {
  readonly actions: readonly Execution[];
  readonly next: string | null;
}

export type Asked = Readonly<Record<string, string>>;

/** What a list answers; `place` is what follows `/api/`. */
export async function ask<Page>(relay: TestRelay, place: string, asked: Asked = {}): Promise<Page> {
  const { status, text } = await relay.api(`${place}?${new URLSearchParams(asked).toString()}`);
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return JSON.parse(text) as Page;
}

export async function logs(relay: TestRelay, asked: Asked = {}): Promise<readonly LogEntry[]> {
  return (await ask<LogPage>(relay, 'logs', asked)).logs;
}

/** Every page of the logs, one after the other, with something done between any two. */
export async function allLogs(
  relay: TestRelay,
  asked: Asked,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly LogEntry[]> {
  const read: LogEntry[] = [];
  let after: Asked = {};
  for (;;) {
    const page: LogPage = await ask<LogPage>(relay, 'logs', { ...asked, ...after });
    read.push(...page.logs);
    if (page.next === null) return read;
    after = { after: page.next };
    await between();
  }
}

/** The rows of a CSV file as RFC 4180 has them, each by its headings. */
export function readCsv(text: string): Record<string, string>[] {
  expect(text.startsWith('\uFEFF')).toBe(true);
  const [headings = [], ...rows] = csvRows(text.slice(1));
  return rows.map((row) => {
    expect(row).toHaveLength(headings.length);
    return Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? '']));
  });
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let rest = text;
  while (rest !== '') {
    const [whole, quoted, plain = '', end = ''] =
      /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`not CSV from here on: ${rest.slice(0, 50)}`);
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push(row.splice(0));
    rest = rest.slice(whole.length);
  }
  return rows;
}
