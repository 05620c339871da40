import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** What the folder of the console may hold; anything else in it is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Formats that are compressed already. */
const COMPACT: ReadonlySet<string> = new Set(['.png', '.woff2']);

/** The name of a file says what it holds: where that changes, so does the name. */
const HASHED = /^assets\/.+-[\w-]{8,}\.\w+$/;

const PAGE = 'index.html';

const compress: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** A file of the console, compressed once for each encoding that is asked for. */
export class ConsoleFile {
  readonly type: string;
  /** Whether the same name never stands for anything else. */
  readonly isLasting: boolean;
  readonly isCompressible: boolean;
  readonly #bytes: Buffer;
  readonly #compressed = new Map<Encoding, Promise<Buffer>>();

  constructor(name: string, bytes: Buffer) {
    const ending = path.extname(name);
    this.type = TYPES[ending] ?? 'application/octet-stream';
    this.isLasting = HASHED.test(name);
    this.isCompressible = !COMPACT.has(ending);
    this.#bytes = bytes;
  }

  /** As it stands, or compressed. */
  as(encoding: Encoding | null): Promise<Buffer> {
    if (encoding === null) return Promise.resolve(this.#bytes);
    const known = this.#compressed.get(encoding) ?? compress[encoding](this.#bytes);
    this.#compressed.set(encoding, known);
    return known;
  }
}

/** The files of one build. */
interface Build {
  /** When its page was written, in epoch milliseconds. */
  readonly at: number;
  readonly files: ReadonlyMap<string, ConsoleFile>;
}

/**
 * The built console, from its folder into memory: only what was found there by its name is ever served, whatever path is
 * asked for. A new build is taken up with the next request for the page.
 */
export class ConsoleFiles {
  readonly #folder: string;
  #build: Promise<Build | null> = Promise.resolve(null);

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The page that everything begins with; null where the console is not built. */
  async page(): Promise<ConsoleFile | null> {
    const at = await writtenAt(path.join(this.#folder, PAGE));
    if (at !== null && (await this.#build)?.at !== at) this.#build = readBuild(this.#folder, at);
    return at === null ? null : this.file(PAGE);
  }

  /** By its path in the folder, with `/` between its parts. */
  async file(name: string): Promise<ConsoleFile | null> {
    if ((await this.#build) === null && name !== PAGE) await this.page();
    return (await this.#build)?.files.get(name) ?? null;
  }
}

async function writtenAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}

async function readBuild(folder: string, at: number): Promise<Build | null> {
  const files = new Map<string, ConsoleFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !Object.hasOwn(TYPES, path.extname(entry.name))) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    files.set(name, new ConsoleFile(name, await readFile(file)));
  }
  return { at, files };
}
