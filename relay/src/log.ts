import { visibleBlock, visibleParagraph, visibleText } from '@convoso-connect/core';
import { destination, pino, stdSerializers, type Logger } from 'pino';
import pretty from 'pino-pretty';

export type Log = Logger;

/** Takes lines as pino writes them, each one an object as JSON. */
interface Sink {
  write(line: string): void;
}

export interface LogOptions {
  readonly readable: boolean;
  readonly level: string;
  /** Default: standard output. */
  readonly to?: Sink;
}

/**
 * Structured logs on standard output; as readable lines where a person looks at a terminal. Whatever is logged, no
 * character of it can do anything to a terminal or look like a line of its own.
 */
export function createLog({ readable, level, to }: LogOptions): Log {
  if (!readable) {
    const sink = to ?? destination(1);
    return pinoTo(level, (line) => sink.write(visibleBlock(line)));
  }
  const sink = pretty({
    ...(to === undefined ? {} : { destination: to as NodeJS.WritableStream }),
    sync: true,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
  });
  return pinoTo(level, (line) => sink.write(`${JSON.stringify(visible(JSON.parse(line)))}\n`));
}

function pinoTo(level: string, write: (line: string) => unknown): Log {
  return pino(
    { level, serializers: { err: withoutInput } },
    {
      write: (line: string) => {
        write(line);
      },
    },
  );
}

/** An error as it is logged. What an unreadable address was, which Node keeps beside its message, may hold a password. */
function withoutInput(error: unknown): unknown {
  const serialized: Readonly<Record<string, unknown>> = { ...stdSerializers.err(error as Error) };
  return Object.fromEntries(Object.entries(serialized).filter(([name]) => name !== 'input'));
}

/** Messages and stacks have lines of their own, which are set in; everything else stands on one. */
function visible(value: unknown, name = ''): unknown {
  if (typeof value === 'string') {
    return name === 'msg' || name === 'stack' ? visibleParagraph(value) : visibleText(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => visible(each));
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [visibleText(key), visible(held, key)]),
  );
}
