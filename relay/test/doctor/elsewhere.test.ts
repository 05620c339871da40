import { describe, expect, it } from '@jest/globals';
import { besideRelay, isElsewhere } from '../../src/doctor/elsewhere.js';

const FILE = { secretRef: 'file:crm-token' } as const;

/** What is said of a secret in a file. */
function said(parts: { text?: string; isKept?: boolean; knownToRelay?: readonly string[] }): unknown {
  const { text, isKept = false, knownToRelay = [] } = parts;
  const secrets = besideRelay(() => text, {
    knownToRelay: new Set(knownToRelay),
    configFolder: '/etc/connect',
    isKeptFromUser: (file) => isKept && file === '/etc/connect/crm-token',
  });
  try {
    return secrets(FILE);
  } catch (error) {
    return error;
  }
}

describe('a secret in a file, of a doctor beside a relay', () => {
  it('is what stands in it, where the user of the doctor may read that', () => {
    expect(said({ text: 'planted-token' })).toBe('planted-token');
  });

  it('that the user may not read is not called missing: who runs the relay may', () => {
    const kept = said({ isKept: true });
    expect(kept).toMatchObject({
      code: 'SECRET_FILE_KEPT',
      message: expect.stringContaining('this user may not read the file /etc/connect/crm-token'),
      remedy: expect.stringContaining('as the user that the relay runs as'),
    });
    expect(isElsewhere(kept as { code: string })).toBe(false);
  });

  it('that the user may not read and the running relay has is nothing to mend', () => {
    const kept = said({ isKept: true, knownToRelay: [FILE.secretRef] });
    expect(kept).toMatchObject({
      message: expect.stringContaining('the relay that runs has the secret in it'),
      remedy: expect.stringContaining('Nothing is to be mended'),
    });
    expect(isElsewhere(kept as { code: string })).toBe(true);
  });

  it('that is gone is missing, though the running relay has read it before: its next start would be refused', () => {
    expect(said({ knownToRelay: [FILE.secretRef] })).toBeUndefined();
    expect(said({ text: ' ', knownToRelay: [FILE.secretRef] })).toBe(' ');
  });
});
