import { describe, expect, it } from '@jest/globals';
import { orderText } from '../../src/cli/pause.js';
import { againText } from '../../src/cli/send-again.js';

const halt = <Cause extends string>(cause: Cause, reason: string) => {
  return { cause, reason, since: '2026-11-20T17:00:00.000Z', until: null };
};

describe('after resume', () => {
  it('nothing is said to go out under a pause of everything', () => {
    const halts = [halt('paused', 'everything is paused since 09:00, by n8n')] as const;
    expect(orderText('resume', 'The endpoint crm', halts)).toEqual([
      'The endpoint crm is held all the same: what comes due waits.',
      '  everything is paused since 09:00, by n8n',
    ]);
  });

  it('what waits at an endpoint that fails, or has asked to wait, is said to go out when that is over', () => {
    expect(orderText('resume', 'The endpoint crm', [halt('failing', 'it fails')])[0]).toBe(
      'The endpoint crm is not paused: what waits is tried, and goes out in order once the endpoint works again.',
    );
    expect(orderText('resume', 'The endpoint crm', [halt('asked', 'it asks')])[0]).toBe(
      'The endpoint crm is not paused: what waits goes out, in order, as soon as the endpoint can be asked again.',
    );
    expect(orderText('resume', 'The endpoint crm', [])).toEqual([
      'The endpoint crm is active: what waits goes out now, in order.',
    ]);
  });
});

describe('what is sent again', () => {
  const told = (cause: 'asked' | 'paced' | 'paused', dryRun = false) => {
    const halted = [{ endpointId: 'crm', endpointName: 'CRM', count: 3, ...halt(cause, 'so it is') }];
    const sent = { found: 3, again: 3, halted, held: [], left: [] };
    return againText('run', sent, { dryRun, timeZone: 'UTC' });
  };

  it('is not said to be on its way while its endpoint lets nothing out', () => {
    expect(told('asked')).toEqual([
      'Will send 3 actions again, each with its own key and body.',
      '3 of them wait at CRM: so it is',
    ]);
    expect(told('paused', true)[1]).toBe('3 of them would wait at CRM: so it is');
  });

  it('is on its way where its endpoint only lets out less', () => {
    expect(told('paced')).toEqual([
      'Sending 3 actions again, each with its own key and body.',
      '3 of them to CRM: so it is',
    ]);
  });
});
