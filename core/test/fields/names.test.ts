import { describe, expect, it } from '@jest/globals';
import {
  FIELD_ALIASES,
  SHARED_NAMES,
  aliasFits,
  canonicalName,
  fieldsOf,
  findField,
  foldName,
  winningSection,
} from '../../src/fields/index.js';

describe('the names that lead and call share', () => {
  it('are exactly those that both sections hold', () => {
    const lead = new Set(fieldsOf('lead').map((field) => field.name));
    const both = fieldsOf('callLog')
      .map((field) => field.name)
      .filter((name) => lead.has(name));
    expect([...SHARED_NAMES].sort()).toEqual(both.sort());
  });

  it.each([
    ['status', 'callLog'],
    ['phone_number', 'callLog'],
    ['list_id', 'callLog'],
    ['user_id', 'callLog'],
    ['first_name', 'lead'],
    ['last_name', 'lead'],
  ] as const)('mean with a call: %s the %s one; without a call the lead has them all', (name, section) => {
    expect(winningSection(name, 'call')).toBe(section);
    expect(winningSection(name, 'no-call')).toBe('lead');
  });
});

describe('aliases', () => {
  it('stand for fields that exist', () => {
    for (const { section, field } of FIELD_ALIASES) expect(findField(section, field)).toBeDefined();
  });

  it('are never canonical names themselves', () => {
    const canonical = FIELD_ALIASES.flatMap(({ aliases }) => aliases).filter((alias) => canonicalName(alias));
    expect(canonical).toEqual([]);
  });

  it('stand for one field each, but for agent_user', () => {
    const seen = new Map<string, string>();
    for (const { field, aliases } of FIELD_ALIASES) {
      for (const alias of new Set(aliases.map(foldName))) {
        if (alias === 'agent_user') continue;
        expect([alias, seen.get(alias)]).toEqual([alias, undefined]);
        seen.set(alias, field);
      }
    }
  });

  it('take agent_user for the e-mail when it has an @, else for the name', () => {
    expect(aliasFits('agent_email', 'agent_user', 'agent@example.test')).toBe(true);
    expect(aliasFits('agent_full_name', 'agent_user', 'agent@example.test')).toBe(false);
    expect(aliasFits('agent_email', 'agent_user', 'Test Agent')).toBe(false);
    expect(aliasFits('agent_full_name', 'agent_user', 'Test Agent')).toBe(true);
    expect(aliasFits('agent_full_name', 'agent', 'agent@example.test')).toBe(true);
  });
});

describe('canonical names', () => {
  it('are known in any case and with blanks around them', () => {
    expect(canonicalName('status')).toBe('status');
    expect(canonicalName('Phone_Number')).toBe('phone_number');
    expect(canonicalName(' email ')).toBe('email');
  });

  it.each(['disposition', 'constructor', '__proto__', ''])('do not include %p', (name) => {
    expect(canonicalName(name)).toBeUndefined();
  });
});
