import { describe, expect, it } from '@jest/globals';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { receivedHere } from '../nodes/shared/received-here';
import { run, type RunOptions } from './harness';

const BEFORE = [{ type: 'n8n-nodes-convoso-connect.convosoTrigger', parameters: {} }];

function eventOf(id: string, receivedAt = Date.now() + 1_000) {
  const received_at = new Date(receivedAt).toISOString();
  return { id, received_at, kinds: ['disposition'], lead: { lead_id: id }, call: { status: 'NI' } };
}

async function hintsOf(item: ReturnType<typeof eventOf>, options: Partial<RunOptions> = {}): Promise<string> {
  const { hints } = await run(new ConvosoWorkflow(), {
    items: [item],
    parameters: {},
    before: BEFORE,
    ...options,
  });
  return hints.map(({ message }) => message).join('\n');
}

describe('a node whose limits each process of n8n counts for itself', () => {
  it('says so where another process has received the event', async () => {
    expect(await hintsOf(eventOf('70001'))).toMatch(/queue mode.*Remember In: Relay/);
  });

  it('says nothing where one process does everything', async () => {
    receivedHere.note('70002');
    expect(await hintsOf(eventOf('70002'))).toBe('');
  });

  it('says nothing of what came before this process began, of a trial, and of other sources', async () => {
    expect(await hintsOf(eventOf('70003', receivedHere.since - 1))).toBe('');
    expect(await hintsOf(eventOf('70004'), { mode: 'manual' })).toBe('');
    expect(await hintsOf(eventOf('70005'), { before: [] })).toBe('');
  });
});
