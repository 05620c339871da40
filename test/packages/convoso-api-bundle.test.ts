import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

interface Bundle {
  readonly bytes: number;
  readonly files: readonly string[];
  readonly exports: readonly string[];
}

async function bundled(statement: string): Promise<Bundle> {
  const { stdout } = await run(process.execPath, [path.join(__dirname, 'bundle.mjs'), statement]);
  return JSON.parse(stdout) as Bundle;
}

describe("the client of Convoso's REST API in somebody's bundle", () => {
  it('is smaller than 32 kB, and brings neither zod nor the words for forms', async () => {
    const { bytes, files, exports } = await bundled(
      "export { createConvosoApi } from './convoso-api/index.js'",
    );

    expect(exports).toEqual(['createConvosoApi']);
    expect(bytes).toBeLessThan(32_000);
    expect(files).toContain('convoso-api/resources/leads.ts');
    expect(files.filter((file) => /node_modules|zod|config\/|words|xml/.test(file))).toEqual([]);
  });

  it('brings the words where they are asked for', async () => {
    const { files } = await bundled("export { convosoCatalogue } from './convoso-api/index.js'");

    expect(files).toEqual(expect.arrayContaining(['convoso-api/words.ts', 'convoso-api/resources/leads.ts']));
    expect(files.filter((file) => /transport|node_modules/.test(file))).toEqual([]);
  });
});
