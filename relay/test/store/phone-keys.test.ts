/*
 * The folder is one that commit 1d7d8a0 left behind, in which its leads are known as that version knew those whose
 * numbers are written in another way, or whose ids are placeholders.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Occurrence } from '@convoso-connect/core';
import { Connection } from '../../src/store/driver.js';
import { openSqlite, type Db } from '../../src/store/sqlite.js';

const FIXTURE = path.join(__dirname, '../../../test/fixtures/data-of-1d7d8a0/connect.sqlite.gz');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-keys-'));
  writeFileSync(path.join(folder, 'connect.sqlite'), gunzipSync(readFileSync(FIXTURE)));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Makes the earlier version know a lead of the fixture by another key, for the number or the id as it came. */
function knownAs(lead: string, key: string, came: { phone?: string; id?: string }): void {
  const database = new Connection(path.join(folder, 'connect.sqlite'));
  for (const table of ['lead_states', 'guard_states', 'attempts', 'actions', 'occurrences']) {
    database.run(`update ${table} set lead_key = ? where lead_key = ?`, key, lead);
  }
  database.run(
    `update actions set lane = ? || substr(lane, ?) where lane like ?`,
    key,
    lead.length + 1,
    `${lead} %`,
  );
  const rows = database.rows<{ seq: number; occurrence: string }>(
    'select seq, occurrence from occurrences where lead_key = ?',
    key,
  );
  for (const { seq, occurrence } of rows) {
    const told = JSON.parse(occurrence) as Occurrence;
    const id = came.id === undefined ? {} : { id: came.id };
    const phone = came.phone === undefined ? {} : { phone_number: came.phone };
    const { lead_id: _, phone_number: __, ...callLog } = told.snapshot.callLog;
    const snapshot = { ...told.snapshot, lead: { ...id, ...phone }, callLog: { ...callLog, ...phone } };
    database.run(
      'update occurrences set occurrence = ?, lead_phone = ? where seq = ?',
      JSON.stringify({ ...told, leadKey: key, snapshot }),
      key.replace('phone:', ''),
      seq,
    );
    database.run(
      "update lead_states set state = json_set(state, '$.fields', json(?)) where lead_key = ?",
      JSON.stringify({ ...id, ...phone }),
      key,
    );
  }
  database.close();
}

async function keysIn(db: Db) {
  const of = async (table: 'lead_states' | 'guard_states' | 'actions' | 'occurrences') =>
    [...new Set((await db.selectFrom(table).select('lead_key').execute()).map((row) => row.lead_key))].sort();
  return {
    states: await of('lead_states'),
    guards: await of('guard_states'),
    actions: await of('actions'),
    occurrences: await of('occurrences'),
    lanes: [
      ...new Set((await db.selectFrom('actions').select('lane').execute()).map(({ lane }) => lane)),
    ].sort(),
  };
}

async function migrated<T>(look: (db: Db) => Promise<T>): Promise<T> {
  const db = await openSqlite(folder);
  try {
    return await look(db);
  } finally {
    await db.destroy();
  }
}

const WITHOUT = ['lead:1364882', 'lead:1364883'];

describe('A12: the keys of leads that an earlier version stored', () => {
  it.each([
    ['0017735550101', '001-773-555-0101'],
    ['773555010112', '(773) 555-0101 ext. 12'],
    ['0117735550101000', '7735550101'],
  ])('%s becomes that of the one normal form everywhere', async (digits, written) => {
    knownAs('lead:1364881', `phone:${digits}`, { phone: written });
    const keys = [...WITHOUT, 'phone:7735550101'];
    expect(await migrated(keysIn)).toMatchObject({
      guards: expect.anything(),
      actions: keys,
      occurrences: keys,
    });
    expect((await migrated(keysIn)).lanes).toContain('phone:7735550101 endpoint:crm');
  });

  it('are those of states and guards, too', async () => {
    knownAs('lead:1364881', 'phone:0017735550101', { phone: '001-773-555-0101' });
    const keys = [...WITHOUT, 'phone:7735550101'];
    expect(await migrated(keysIn)).toMatchObject({ states: keys, guards: keys });
  });

  it('become one where they were two for one number, and the newer state is kept', async () => {
    knownAs('lead:1364881', 'phone:0017735550101', { phone: '001-773-555-0101' });
    knownAs('lead:1364882', 'phone:7735550101', { phone: '7735550101' });
    const states = await migrated((db) =>
      db.selectFrom('lead_states').select(['lead_key', 'updated_at']).execute(),
    );
    expect(states.map(({ lead_key }) => lead_key).sort()).toEqual(['lead:1364883', 'phone:7735550101']);
  });

  it('A1: are gone where a placeholder was taken for the id, and each call goes by its own number', async () => {
    knownAs('lead:1364881', 'lead:undefined', { id: 'undefined', phone: '7735550101' });
    const keys = await migrated(keysIn);
    expect(keys.states).toEqual(WITHOUT);
    expect(keys.guards).toEqual(WITHOUT);
    expect(keys.actions).toEqual([...WITHOUT, 'phone:7735550101']);
    expect(keys.lanes).toContain('phone:7735550101 endpoint:crm');
  });

  it('stay as they are where they are in normal form', async () => {
    expect((await migrated(keysIn)).states).toEqual(['lead:1364881', ...WITHOUT]);
  });
});
