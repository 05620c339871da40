import { describe, expect, it } from '@jest/globals';
import { inNode } from './in-node.js';

const MODULE = 'scripts/install.mjs';

const purposeOf = (environment: Record<string, string>): unknown =>
  inNode(MODULE, `it.purposeOf(${JSON.stringify(environment)}) ?? null`);

const whyStale = (stamp: string, purpose: string): unknown =>
  inNode(MODULE, `it.whyStale(${stamp}, ${JSON.stringify(purpose)}) ?? null`);

const noted = (purpose: string): string => `it.stampFor(${JSON.stringify(purpose)})`;

describe('an installation', () => {
  it('of everything is enough for the relay, and one for the relay is not enough for the tests', () => {
    expect(whyStale(noted('everything'), 'relay')).toBeNull();
    expect(whyStale(noted('everything'), 'everything')).toBeNull();
    expect(whyStale(noted('relay'), 'relay')).toBeNull();
    expect(whyStale(noted('relay'), 'everything')).toBe('there is only what the relay needs');
  });

  it('is made anew where it is not known what there is, or what there is was made from another lockfile', () => {
    expect(whyStale('undefined', 'relay')).toBe('it is not known what is in node_modules');
    expect(whyStale("'0000 linux-x64 everything\\n'", 'relay')).toBe(
      'the lockfile or the machine has changed',
    );
  });

  it('from before it was noted what it is good for is made anew', () => {
    const former = `${noted('everything')}.replace(' everything', '')`;
    expect(whyStale(former, 'relay')).toBe('the lockfile or the machine has changed');
  });

  it('by npm itself is taken for what npm was asked for', () => {
    expect(purposeOf({})).toBe('everything');
    expect(purposeOf({ npm_config_omit: 'dev' })).toBe('relay');
    expect(purposeOf({ npm_config_workspace: 'zapier-app' })).toBeNull();
    expect(purposeOf({ npm_config_workspace: 'core\n\nrelay', CONNECT_INSTALL_FOR: 'relay' })).toBe('relay');
  });
});
