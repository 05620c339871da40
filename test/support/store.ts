import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import { addressOf } from '../../relay/src/store/postgres/address.js';
import { prepare } from '../../relay/src/store/postgres/prepare.js';
import { onServer, SERVER, whyNoPostgres } from '../../relay/test/store/postgres-database.js';

/*
 * Which store the relays of a test file run on: the embedded one, or, with STORE=postgres or after `onPostgres()`, a
 * Postgres database for each data folder, made as a copy of one whose tables are there already.
 */

let isOnPostgres = process.env['STORE'] === 'postgres';

/** Has all relays of this test file run on Postgres. */
export function onPostgres(): void {
  isOnPostgres = true;
}

/** Whether the relays of this test file run on Postgres. */
export function isRunOnPostgres(): boolean {
  return isOnPostgres;
}

/** Where the relays on a data folder keep what they know: what to start them with, beside the folder. */
export async function storeFor(folder: string): Promise<{ readonly databaseUrl?: string }> {
  if (!isOnPostgres) return {};
  const dataFolder = path.resolve(folder);
  const known = urls.get(dataFolder) ?? newPostgres();
  urls.set(dataFolder, known);
  return { databaseUrl: await known };
}

/** The address of a database of its own, with nothing in its tables. */
export async function newPostgres(): Promise<string> {
  template ??= makeTemplate();
  const like = await template;
  return urlOf(await makeDatabase(` template ${like}`));
}

const urls = new Map<string, Promise<string>>();
const databases: string[] = [];
let template: Promise<string> | null = null;

afterAll(async () => {
  for (const name of databases.splice(0)) await onServer(`drop database if exists ${name} with (force)`);
});

async function makeTemplate(): Promise<string> {
  const absent = whyNoPostgres();
  if (absent !== null) throw new Error(absent);
  const name = await makeDatabase(` template template0 encoding 'UTF8'`);
  await prepare(addressOf(urlOf(name)), { warn: () => undefined });
  return name;
}

async function makeDatabase(like: string): Promise<string> {
  const name = `connect_relay_${process.pid}_${randomBytes(4).toString('hex')}`;
  databases.push(name);
  await onServer(`create database ${name}${like}`);
  return name;
}

function urlOf(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.href;
}
