import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { connect, refusedStart } from './support/relay-process.js';

describe('status after a first start that was refused', () => {
  it('says why the file was refused and what to do, and not to start the relay once', async () => {
    const folder = dataFolder();
    writeConfig(folder, { ...config({ endpoints: [] }), colour: 'blue' });
    expect((await refusedStart(folder)).code).not.toBe(0);

    const { stderr, code } = await connect(folder, ['status']);

    expect(stderr).toMatch(
      /no configuration has been accepted in this data folder yet: the last start refused it at \d{4}-/,
    );
    expect(stderr).toContain('the configuration has a mistake:');
    expect(stderr).toContain('colour');
    expect(stderr).toContain('Mend that, look with npm run connect -- doctor');
    expect(stderr).toContain('[NO_CONFIGURATION]');
    expect(stderr).not.toContain('Start the relay once');
    expect(code).toBe(2);
  });

  it('still says to start the relay once where that was never done', async () => {
    const folder = dataFolder();
    const { stderr } = await connect(folder, ['status']);
    expect(stderr).toContain('npm start');
    expect(stderr).not.toContain('refused');
  });
});
