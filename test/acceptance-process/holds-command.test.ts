import { describe, expect, it } from '@jest/globals';
import { hold, holdIn, holdingRelay } from '../acceptance-holds/holding.js';
import { tempFolder } from '../support/relay.js';
import { runCommand } from './support/command-host.js';

async function setUp() {
  const dataFolder = tempFolder();
  const { relay, waiter } = await holdingRelay({ dataFolder });
  const connect = async (...words: string[]) => {
    const { code, stdout, stderr } = await runCommand(words, { CONNECT_DATA: dataFolder });
    return { code, printed: stdout, told: stderr };
  };
  return { relay, waiter, connect };
}

describe('connect holds', () => {
  it('says that nothing is held', async () => {
    const { connect } = await setUp();
    expect((await connect('holds')).printed).toBe('Nothing is held.\n');
  });

  it('lists what is held, whose it is and where it leads, and what has ended with --all or by its state', async () => {
    const { relay, waiter, connect } = await setUp();
    const { hold: one } = await hold(relay, waiter, { id: 'run 1', lead: '101' });
    const { hold: other } = await hold(relay, waiter, { id: 'run 2', lead: '102' });
    const { printed } = await connect('holds');
    expect(printed).toContain(
      `lead 101   "run 1" [${one.id}] of admin key, to http://127.0.0.1:${waiter.port}`,
    );
    expect(printed).toContain('    held: held until 2026-11-20');
    expect(printed).not.toContain('secret-path');
    expect((await connect('holds', '--lead', '102')).printed).not.toContain(one.id);
    expect((await connect('holds', 'flush', other.id)).printed).toContain('has ended');
    expect((await connect('holds')).printed).not.toContain(other.id);
    for (const words of [['--all'], ['--state', 'flushed']])
      expect((await connect('holds', ...words)).printed).toContain(other.id);
  });

  it('shows one with what it keeps, and how its URL answered', async () => {
    const { relay, waiter, connect } = await setUp();
    const { hold: made } = await hold(relay, waiter, { id: 'run 1', payload: { text: 'Hello' } });
    expect((await connect('holds', 'run', made.id)).printed).toContain(`holds show ${made.id}`);
    await holdIn(relay, made.id, 'resumed');
    const { printed } = await connect('holds', 'show', made.id);
    for (const part of ['keeps {"text":"Hello"}', 'resumed: its URL took it', 'attempt 1', 'delivered'])
      expect(printed).toContain(part);
  });

  it('ends many by the name that their program has for them, and never all without a word', async () => {
    const { relay, waiter, connect } = await setUp();
    await hold(relay, waiter, { id: 'run 1' });
    await hold(relay, waiter, { id: 'run 2' });
    expect(await connect('holds', 'flush')).toMatchObject({
      code: 1,
      told: expect.stringContaining('NOTHING_CHOSEN'),
    });
    expect((await connect('holds', 'flush', '--given-id', 'run 1')).printed).toBe('One hold has ended.\n');
    expect((await connect('holds', 'flush', '--given-id', 'run 1')).printed).toBe('0 holds have ended.\n');
  });

  it.each([
    [['holds', 'show', 'nope'], 'UNKNOWN_HOLD'],
    [['holds', 'run', 'nope'], 'UNKNOWN_HOLD'],
    [['holds', '--state', 'lost'], 'UNKNOWN_VALUE'],
  ])('says what is wrong: %j', async (words, code) => {
    const { connect } = await setUp();
    expect(await connect(...words)).toMatchObject({ code: 1, told: expect.stringContaining(code) });
  });
});
