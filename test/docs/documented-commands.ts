import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

/** The pages of `docs`; the examples beside them are documents of their own. */
const PAGES = readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

export interface DocumentedCommand {
  readonly page: string;
  readonly command: string;
}

/** Every line of every `sh` block in the pages that users read. */
export function documentedCommands(): DocumentedCommand[] {
  const docs = PAGES.map((name) => path.join('docs', name));
  return ['README.md', ...docs].flatMap((page) =>
    commandsIn(readFileSync(path.join(ROOT, page), 'utf8')).map((command) => ({ page, command })),
  );
}

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}

/**
 * The command with npm's part done: `npm run <script> -- …` is what package.json says of the script, and npm itself
 * takes longer to find that out than most commands take.
 */
export function withoutNpm(command: string): string {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
  return command.replace(/^npm run (\S+) --/, (whole, name: string) => scripts[name] ?? whole);
}

function commandsIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  return blocks.flatMap((block) => block.split('\n').filter((line) => line.trim() !== ''));
}

/** Every link from one of our pages to a file of ours. */
export function localLinks(): { page: string; target: string }[] {
  const pages = ['README.md', 'CONTRIBUTING.md', ...PAGES.map((name) => `docs/${name}`)];
  return pages.flatMap((page) =>
    [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => ({
      page,
      target: path.join(path.dirname(page), match[1] ?? ''),
    })),
  );
}

/** Whether a line runs a benchmark, with whatever settings before it. */
export function isBench(command: string): boolean {
  return command.includes('npm run bench -- ');
}

/** The benchmarks that are named beside the first one. */
export function namedBenches(): string[] {
  const page = readFileSync(path.join(ROOT, 'docs/benchmarks.md'), 'utf8');
  return [...page.matchAll(/^\| `([a-z-]+)` /gm)].map((match) => match[1] ?? '');
}
