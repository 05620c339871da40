import { describe, expect, it } from '@jest/globals';
import { createLog } from '../src/log.js';

const ESCAPE = String.fromCharCode(27);
const HOSTILE = 'a\n[12:00:00] INFO: all fine\u001b[2J\u009b1m\u202eevil\u2028b\r';

/** What a log writes, without the colours that are its own. */
function written(readable: boolean, write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const to = { write: (line: string) => void (text += line), on: () => to, once: () => to, emit: () => true };
  write(createLog({ readable, level: 'info', to }));
  return text;
}

describe('C6: a log', () => {
  it.each([false, true])('shows what could act on a terminal or begin a line (readable: %s)', (readable) => {
    const text = written(readable, (log) => {
      log.info({ hook: HOSTILE, deep: { [HOSTILE]: [HOSTILE] } }, `of ${HOSTILE}`);
      log.error({ err: new Error(HOSTILE) }, 'it broke');
    });
    // What it colours itself is no harm.
    const own = new RegExp(['\n', `${ESCAPE}\\[\\d+m`].join('|'), 'g');
    expect(text.replace(own, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).not.toMatch(/^\[12:00:00\]/m);
    expect(text).toContain('\\u202e');
  });

  it('in JSON has one line for each entry, with the values as they were', () => {
    const lines = written(false, (log) => log.warn({ hook: HOSTILE }, HOSTILE))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ hook: HOSTILE, msg: HOSTILE });
  });

  it('never shows an address that could not be read, which may hold a password', () => {
    const unreadable = 'smtps://mailer:Pa#ssword@smtp.example.test:465';
    const text = written(false, (log) => {
      try {
        new URL(unreadable);
      } catch (error) {
        log.error({ err: error }, 'it broke');
      }
    });
    expect(text).toContain('Invalid URL');
    expect(text).not.toContain('Pa#ssword');
  });
});
