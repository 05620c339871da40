import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');

/**
 * A file of the built relay, such as `program/main.js`.
 *
 * @throws where nobody has made sure that it was built from the present sources
 */
export function builtRelay(file: string): string {
  if (process.env['BUILD_IS_CURRENT'] !== '1') {
    throw new Error(
      'This test starts the built relay, and nobody has looked whether that is current: ' +
        'its folder has to be among those of the project "built" in jest.config.mjs.',
    );
  }
  return path.join(ROOT, 'relay/dist', file);
}
