import { describe, expect, it } from '@jest/globals';
import { placesOf } from '../../src/notify/places.js';

const NOTIFICATIONS = { endpointId: 'ops', email: 'ops@example.test' };
const ALARMS = { email: 'night@example.test' };

const at = (key: string, alarms: object, notifications: object = NOTIFICATIONS) =>
  placesOf(key, { alarms, notifications }).map(({ by, to }) => `${by} ${to}`);

describe('a notification', () => {
  it.each(['alarm:failing:crm:on', 'alarm:backlog:over', 'store:STORE_FULL', 'config'])(
    'of %s goes where alarms go, and as others do where nothing is said of alarms',
    (key) => {
      expect(at(key, ALARMS)).toEqual(['email night@example.test']);
      expect(at(key, {})).toEqual(['endpoint ops', 'email ops@example.test']);
      expect(at(key, { digestAt: '07:30' })).toEqual(['endpoint ops', 'email ops@example.test']);
    },
  );

  it.each(['dead:crm', 'loop:start', 'configuration', 'quarantine:SECRET_WRONG'])(
    'of %s is no alarm',
    (key) => {
      expect(at(key, ALARMS)).toEqual(['endpoint ops', 'email ops@example.test']);
      expect(at(key, ALARMS, {})).toEqual([]);
    },
  );

  it('that is the digest goes by mail alone', () => {
    expect(at('digest:2026-11-20', { endpointId: 'ops' })).toEqual(['email ops@example.test']);
    expect(at('digest:2026-11-20', ALARMS)).toEqual(['email night@example.test']);
  });
});
