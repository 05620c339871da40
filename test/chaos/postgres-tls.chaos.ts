import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connect, refusedStart, startRelayProcess } from '../acceptance-process/support/relay-process.js';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { config } from '../support/config.js';
import { Cluster } from './postgres-cluster.js';

/** A server that lets in who encrypts, with a certificate for `localhost` that it has signed itself. */
async function encrypting(): Promise<{ readonly cluster: Cluster; readonly authority: string }> {
  const cluster = await Cluster.create();
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
  const [certificate, key] = ['server.crt', 'server.key'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  execFileSync(
    'openssl',
    [
      ...['req', '-new', '-x509', '-days', '2', '-nodes', '-out', certificate, '-keyout', key],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ],
    { stdio: 'ignore' },
  );
  const { uid, gid } = statSync(cluster.folder);
  for (const file of [certificate, key]) {
    const copy = path.join(cluster.folder, path.basename(file));
    copyFileSync(file, copy);
    chownSync(copy, uid, gid);
    chmodSync(copy, 0o600);
  }
  cluster.configure({ ssl: 'on' });
  writeFileSync(path.join(cluster.folder, 'pg_hba.conf'), 'hostssl all relay 127.0.0.1/32 scram-sha-256\n');
  appendFileSync(path.join(cluster.folder, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 trust\n');
  appendFileSync(path.join(cluster.folder, 'pg_hba.conf'), 'hostssl all all ::1/128 trust\n');
  await cluster.start();
  return { cluster, authority: certificate };
}

describe('a relay and a Postgres that wants to be spoken to over TLS', () => {
  it('work together as the URL says, and where they do not it is said why', async () => {
    const { cluster, authority } = await encrypting();
    const envAt = (host: string, query: string) => ({
      DATABASE_URL: `postgres://postgres@${host}:${cluster.port}/postgres${query.replace('CA', authority)}`,
    });
    for (const [host, query] of [
      ['localhost', '?sslmode=require'],
      ['localhost', '?sslmode=verify-full&sslrootcert=CA'],
      ['127.0.0.1', '?sslmode=verify-ca&sslrootcert=CA'],
    ] as const) {
      const folder = dataFolder(config({ endpoints: [] }));
      const relay = await startRelayProcess(folder, envAt(host, query));
      expect((await connect(folder, ['status'], envAt(host, query))).stdout).toContain('all is well');
      await relay.stop();
    }
    for (const [host, query, code] of [
      ['localhost', '?sslmode=disable', 'STORE_LOGIN_REFUSED'],
      ['localhost', '', 'STORE_LOGIN_REFUSED'],
      ['localhost', '?sslmode=verify-full', 'STORE_TLS'],
      ['127.0.0.1', '?sslmode=verify-full&sslrootcert=CA', 'STORE_TLS'],
    ] as const) {
      const { stderr } = await refusedStart(dataFolder(config({ endpoints: [] })), envAt(host, query));
      expect({ host, query, stderr }).toEqual({ host, query, stderr: expect.stringContaining(code) });
    }
  });

  it('work together with a login that is bound to the connection, as providers hand it out', async () => {
    const { cluster } = await encrypting();
    await cluster.ask("create role relay login password 'a password'");
    await cluster.ask('create database calls owner relay');
    const query = '?sslmode=require&channel_binding=require&connect_timeout=10';
    const folder = dataFolder(config({ endpoints: [] }));
    const relay = await startRelayProcess(folder, {
      DATABASE_URL: `postgres://relay:a%20password@127.0.0.1:${cluster.port}/calls${query}`,
    });
    await relay.stop();
    const { stderr } = await refusedStart(dataFolder(config({ endpoints: [] })), {
      DATABASE_URL: `postgres://relay:another@127.0.0.1:${cluster.port}/calls${query}`,
    });
    expect(stderr).toContain('STORE_LOGIN_REFUSED');
  });
});
