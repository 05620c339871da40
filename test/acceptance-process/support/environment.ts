export type Env = Readonly<Record<string, string>>;

/** A command that has ended: its exit code, null where a signal ended it, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Only what is given and what a program needs to run: nothing of the machine's own set-up reaches the relay. */
export function environment(env: Env): Env {
  return { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env };
}
