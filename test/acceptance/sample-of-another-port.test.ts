import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';
import { welcome } from '../../relay/src/cli/welcome.js';
import { examine } from '../../relay/src/doctor/examine.js';
import { ofEmbedded } from '../support/embedded.js';
import { freePort } from '../support/free-port.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';

const screenOf = ({ running }: TestRelay): string => welcome(running, { dataFolder: 'data', link: null });

const { describe, it } = ofEmbedded('where the sample is that of whichever relay has brought it');

describe('a sample that was written for another port', () => {
  /** A data folder whose sample was written for the first of two ports. */
  async function sampleOfAnotherPort() {
    const dataFolder = tempFolder();
    const first = await runRelay({ dataFolder });
    const { port: before } = first.running;
    expect(first.running.warnings).toEqual([]);
    expect(screenOf(first)).toContain(`see what was delivered at ${first.url}/inspect`);
    await first.stop();
    return { dataFolder, before, after: await freePort() };
  }

  const doctor = async (dataFolder: string, port: number): Promise<string> =>
    (await examine({ dataFolder, port, configFile: path.join(dataFolder, 'connect.json'), env: {} }))
      .map(({ message }) => message)
      .join('\n');

  it('is told of at a start and by the doctor, with what to do: another program may listen there', async () => {
    const { dataFolder, before, after } = await sampleOfAnotherPort();
    expect(await doctor(dataFolder, before)).not.toContain('lead to http');
    expect(await doctor(dataFolder, after)).toContain(`lead to http://127.0.0.1:${before}/inspect`);

    const relay = await runRelay({ dataFolder, port: after });
    expect(relay.running.warnings).toMatchObject([
      {
        code: 'SAMPLE_ELSEWHERE',
        message: expect.stringContaining(
          `"Start", "Stop", "Disposition" still lead to http://127.0.0.1:${before}/inspect, and this relay listens on port ${after}`,
        ) as unknown,
        remedy: expect.stringContaining(`PORT=${before} npm start`) as unknown,
      },
    ]);
    const screen = screenOf(relay);
    expect(screen).toContain('[SAMPLE_ELSEWHERE]');
    expect(screen).toContain('see what comes of it with: npm run connect -- explain');
    expect(screen).not.toContain('see what was delivered at');
    // Of the relay that runs, whatever PORT the doctor is given.
    expect(await doctor(dataFolder, before)).toContain('still lead to');
  });

  it('is told of no more once its remedy is done', async () => {
    const { dataFolder, before, after } = await sampleOfAnotherPort();
    const file = path.join(dataFolder, 'connect.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`127.0.0.1:${before}`, `127.0.0.1:${after}`));
    const relay = await runRelay({ dataFolder, port: after });
    expect(relay.running.warnings).toEqual([]);
    expect(screenOf(relay)).toContain(`see what was delivered at http://127.0.0.1:${after}/inspect`);
  });
});
