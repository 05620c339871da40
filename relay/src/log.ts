import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';

export type Log = Logger;

/** Structured logs on standard output; as readable lines where a person looks at a terminal. */
export function createLog({ readable, level }: { readable: boolean; level: string }): Log {
  if (!readable) return pino({ level });
  return pino({ level }, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
}
