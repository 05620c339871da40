import { describe, expect, it } from '@jest/globals';
import { POSTGRES_KINDS } from '../../src/store/postgres/fault-kinds.js';
import { NO_CONNECTION, PostgresError } from '../../src/store/postgres/postgres-error.js';
import { isOfPostgres, remedyAtStart, remedyOfCommand, startFaultOf } from '../../src/store/start-fault.js';
import { storeFaultOf } from '../../src/store/store-fault.js';

const ofSqlite = ['FULL', 'READONLY', 'BUSY', 'IOERR', 'NOMEM'].map((name) => {
  const fault = storeFaultOf(Object.assign(new Error('no'), { code: `SQLITE_${name}` }));
  return fault ?? { code: name, remedy: '' };
});

describe('a start that a fault of the store ends', () => {
  it.each([...POSTGRES_KINDS, ...ofSqlite].map(({ code, remedy }) => [code, remedy] as const))(
    'is to be made again, because nothing goes on by itself: %s',
    (_code, remedy) => {
      const told = remedyAtStart({ remedy });
      expect(told).not.toMatch(/goes on/);
      expect(told).toMatch(/\.$|npm start/);
      if (remedy.includes('goes on')) expect(told).toMatch(/; then start the relay again\.$/);
      // Nor is it a relay that a command has ended with.
      expect(remedyOfCommand({ remedy })).toBe(told.replace('start the relay again', 'run this again'));
    },
  );

  it('is told apart where it is of a Postgres, with which no folder has to do', () => {
    expect(isOfPostgres(new PostgresError('cut', NO_CONNECTION))).toBe(true);
    expect(isOfPostgres(new Error('disk'))).toBe(false);
  });

  it('is told as what it is where a Postgres is out of reach, also without a data folder', () => {
    const refused = new PostgresError('connect ECONNREFUSED 127.0.0.1:5439', NO_CONNECTION);
    expect(startFaultOf(refused, '/no/such/folder')).toEqual(storeFaultOf(refused));
    expect(startFaultOf(refused, '/no/such/folder')?.message).toContain('ECONNREFUSED');
  });
});
