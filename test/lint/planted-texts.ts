/** A text planted in place of an existing file (rules that know types need one), and the rule that must object. */
export interface PlantedText {
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

const CORE = 'core/src/index.ts';
const CONFIG = 'core/src/config/index.ts';
const RELAY = 'relay/src/clock.ts';
const COMMAND_LINE = 'relay/src/cli/main.ts';
const TEST = 'test/lint/lint-rules.test.ts';

const planted = (file: string, rule: string, texts: readonly string[]): readonly PlantedText[] =>
  texts.map((text) => ({ file, text, rule }));

export const REFUSED: readonly PlantedText[] = [
  ...planted(CORE, 'host-time/no-host-clock', [
    'export const now = Date.now();',
    "export const now = Date['now']();",
    'export const now = new Date();',
    'export const now = Date();',
    'export const { now } = Date;',
    'const Clock = Date; export const now = new Clock();',
    'export const now = Reflect.construct(Date, []);',
  ]),
  ...planted(CORE, 'no-restricted-globals', [
    'export const now = performance.now();',
    'export const now = process.hrtime();',
    'export const id = crypto.randomUUID();',
    "export const mode = process.env['MODE'];",
    'export const all = globalThis;',
    'export const all = global;',
    "export const bytes = Buffer.from('a');",
    "export const answer = fetch('https://example.test');",
    'export const timer = setTimeout(() => undefined, 1);',
    'export const timer = setInterval(() => undefined, 1);',
    'export const timer = setImmediate(() => undefined);',
    'queueMicrotask(() => undefined);',
    "export const fs: unknown = require('node:fs');",
  ]),
  ...planted(CORE, 'no-restricted-properties', [
    'export const chance = Math.random();',
    "export const chance = Math['random']();",
    'export const { random } = Math;',
  ]),
  ...planted(CORE, 'no-restricted-syntax', [
    "export const fs: unknown = await import('node:fs');",
    'export const here = import.meta;',
    'declare const process: { exit(): void }; process.exit();',
    'declare global { const Buffer: unknown; }',
    'export const text = (at: number): string => new Date(at).toISOString();',
    "export const text = (at: Date): string => at['toISOString']();",
  ]),
  ...planted(CORE, '@typescript-eslint/no-restricted-imports', [
    "export * from 'node:fs';",
    "import { randomUUID } from 'crypto'; export const id = randomUUID();",
    "import { readFile } from 'fs/promises'; export const read = readFile;",
    "import type { Socket } from 'node:net'; export type Line = Socket;",
    "import * as z from 'zod'; export const text = z.string();",
    "import { string } from 'zod/mini'; export const text = string();",
  ]),
  ...planted(CONFIG, '@typescript-eslint/no-restricted-imports', [
    "import { readFileSync } from 'node:fs'; export const read = readFileSync;",
  ]),
  ...planted(CONFIG, 'no-restricted-syntax', [
    "import { string } from 'zod/mini'; export const text = string();",
    "import * as z from 'zod'; export const text = z.string();",
  ]),
  ...planted(CONFIG, 'host-time/no-host-clock', ['export const now = Date.now();']),
  ...[CORE, RELAY].flatMap((file) =>
    planted(file, 'host-time/no-host-time-zone', [
      'export const hour = (at: Date): number => at.getHours();',
      "export const hour = (at: Date): number => at['getHours']();",
      'export const later = (at: Date): number => at.setMinutes(0);',
      'export const offset = (at: Date): number => at.getTimezoneOffset();',
      'export const newYear = new Date(2026, 0, 1);',
      'export const day = (parts: [number, number]): Date => new Date(...parts);',
      "export const shown = (at: Date): string => at.toLocaleString('en-US');",
      "export const shown = (at: Date): string => at.toLocaleTimeString('en-US', { hour12: false });",
      "export const format = new Intl.DateTimeFormat('en-US');",
      "export const format = new Intl.DateTimeFormat('en-US', { timeZone: undefined });",
      'export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;',
    ]),
  ),
  ...[CORE, RELAY].flatMap((file) =>
    planted(file, 'mask-order/no-mask-after-json', [
      'export const kept = (mask: { text(text: string): string }) => mask.text(JSON.stringify({ a: 1 }));',
      "export const kept = (m: { masker: { url(text: string): string } }) => m.masker.url(JSON.stringify('a'));",
      'export const kept = (masker: () => { body(text: string): string }) => masker().body(JSON.stringify([]));',
      'export const kept = (maskText: (text: string) => string) => maskText(JSON.stringify({ a: 1 }));',
    ]),
  ),
  ...planted(RELAY, 'no-console', ["console.log('started');"]),
  ...planted(RELAY, '@typescript-eslint/no-floating-promises', [
    'async function work(): Promise<void> { await work(); }\nwork();',
  ]),
  ...planted(RELAY, '@typescript-eslint/no-explicit-any', ['export const value: any = 1;']),
  ...planted(RELAY, '@typescript-eslint/consistent-type-imports', [
    "import { Socket } from 'node:net';\nexport type Line = Socket;",
  ]),
  ...planted(RELAY, 'eqeqeq', ['export const same = (a: number, b: number): boolean => a == b;']),
  ...planted(RELAY, '@typescript-eslint/no-restricted-imports', [
    "export * from '../../core/dist/index.js';",
  ]),
  ...planted(TEST, 'no-restricted-syntax', [
    "it.only('one', () => undefined);",
    "describe.only('one', () => undefined);",
    "it.skip('one', () => undefined);",
    "it.only.each([1])('one %i', () => undefined);",
    "it.concurrent.only('one', async () => undefined);",
    "it.todo('one');",
    "xit('one', () => undefined);",
    "fdescribe('one', () => undefined);",
    'await new Promise((done) => setTimeout(done, 100));',
    'await new Promise((done) => { globalThis.setTimeout(done, 100); });',
    'jest.setTimeout(60_000);',
    'jest.retryTimes(3);',
    "it('one', () => undefined, 60_000);",
    "it.each([1])('one %i', () => undefined, 60_000);",
    "it.each`n ${1}`('one $n', () => undefined, 60_000);",
    'beforeAll(() => undefined, 60_000);',
  ]),
  ...planted(TEST, '@typescript-eslint/no-restricted-imports', [
    "import { setTimeout as sleep } from 'node:timers/promises'; await sleep(100);",
  ]),
];

/** What stands beside the refused and must stay free: a rule that objects to everything would pass the list above. */
export const ACCEPTED: readonly Omit<PlantedText, 'rule'>[] = [
  { file: CORE, text: 'export const at = (time: number): Date => new Date(time);' },
  { file: CORE, text: 'export const at = Date.UTC(2026, 0, 1);' },
  { file: CORE, text: 'export const isDate = (value: unknown): boolean => value instanceof Date;' },
  { file: CORE, text: 'export const hour = (at: Date): number => at.getUTCHours();' },
  { file: CORE, text: 'export const larger = (a: number, b: number): number => Math.max(a, b);' },
  { file: CORE, text: 'export const host = (url: string): string => new URL(url).host;' },
  { file: CORE, text: "export type { ZodType } from 'zod';" },
  {
    file: CORE,
    text: "export const inZone = (timeZone: string) => new Intl.DateTimeFormat('en-US', { timeZone });",
  },
  { file: CONFIG, text: "import * as z from 'zod/mini';\n\nexport const text = z.string();" },
  { file: RELAY, text: "export { readFileSync } from 'node:fs';\n\nexport const now = Date.now();" },
  {
    file: RELAY,
    text: 'export const kept = (mask: { json(value: unknown): string }) => mask.json({ a: 1 });',
  },
  {
    file: RELAY,
    text: 'export const answer = (page: { text(text: string): void }) => page.text(JSON.stringify(1));',
  },
  { file: COMMAND_LINE, text: "console.log('started');" },
  { file: TEST, text: "import { it } from '@jest/globals';\n\nit.each([1])('one %i', () => undefined);" },
  { file: TEST, text: "export { setImmediate } from 'node:timers/promises';" },
];
