import { describe, expect, it } from '@jest/globals';
import { hookUrl } from '../../src/http/hook-url.js';
import { targetOf } from '../../src/http/targets.js';

const ORIGIN = 'http://127.0.0.1:9107';

describe('the URL of a hook', () => {
  it('can be pasted where its id has a blank', () => {
    expect(hookUrl(ORIGIN, 'main hook')).toBe(`${ORIGIN}/hooks/main%20hook`);
  });

  it.each(['main', 'main hook', "agent's", 'größe', '100%', '#1', 'a&b'])('leads to the hook %p', (id) => {
    const url = hookUrl(ORIGIN, id);
    expect(url).toMatch(/^[\w:/.%~!*()-]+$/);
    expect(targetOf('POST', url.slice(ORIGIN.length))).toMatchObject({ kind: 'hook', hookId: id });
  });

  it('is one also of an id that was cut off within a character', () => {
    expect(hookUrl(ORIGIN, '📞'.slice(0, 1))).toBe(`${ORIGIN}/hooks/%EF%BF%BD`);
  });
});
