import { describe, expect, it } from '@jest/globals';
import { parseConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { compileRevision } from '../../src/config/revision.js';

function configOf(): ConnectConfig {
  const events = [{ type: 'DISPOSITION' }];
  const parsed = parseConfig({
    version: 1,
    adaptors: [{ id: 'sound' }, { id: 'broken', name: 'Broken' }],
    workflows: [
      { id: 'sound', events },
      { id: 'broken', name: 'Broken', events },
    ],
  });
  if (!parsed.ok) throw new Error('the sample is no valid configuration');
  return parsed.config;
}

describe('a configuration of which one part cannot be made ready', () => {
  it('loads with all others, and says which part it is and why', () => {
    const config = configOf();
    const [, adaptor] = config.adaptors;
    const [, workflow] = config.workflows;
    Object.assign(adaptor ?? {}, { fields: [null] });
    Object.assign(workflow ?? {}, { events: [null] });
    const { adaptors, workflows, faults } = compileRevision(7, config);
    expect(faults.map(({ part }) => part)).toEqual(['adaptor "Broken"', 'workflow "Broken"']);
    expect(faults.every(({ reason }) => reason !== '')).toBe(true);
    expect([...adaptors].map(([id, { fault }]) => [id, fault === null])).toEqual([
      ['sound', true],
      ['broken', false],
    ]);
    expect([...workflows].map(([id, { fault }]) => [id, fault === null])).toEqual([
      ['sound', true],
      ['broken', false],
    ]);
  });
});
