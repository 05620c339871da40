import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RELAY_API, openApiDocument, type Route } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.join(__dirname, '../..');

const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: 'utf8' });

/** What the lint of OpenAPI documents says; empty where it has nothing to object to. */
function objectionsTo(file: string): string {
  const { status, stderr } = run('lint/openapi.mjs', file);
  expect(status).toBe(stderr === '' ? 0 : 1);
  return stderr;
}

describe('what is made from the contract of the API', () => {
  it('is what the contract says now; npm run schema makes it anew', () => {
    const { status, stderr } = run('scripts/schema.mjs', '--check');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is an OpenAPI document to which its lint has nothing to object', () => {
    expect(objectionsTo('core/relay.openapi.json')).toBe('');
  });

  it('is linted for real: an operation without a name is objected to', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'convoso-connect-'));
    const file = path.join(folder, 'planted.json');
    const { paths, ...rest } = openApiDocument() as { paths: Record<string, object> };
    writeFileSync(file, JSON.stringify({ ...rest, paths: { ...paths, '/planted': { get: {} } } }));
    expect(objectionsTo(file)).toContain('/planted');
    rmSync(folder, { recursive: true });
  });

  it('has an operation for every route, each under a name of its own', () => {
    const operations = Object.values(RELAY_API).flatMap((noun) => Object.values<Route>(noun));
    const places = new Set(operations.map(({ method, path: place }) => `${method} ${place}`));
    expect(places.size).toBe(operations.length);
  });
});
