import { createServer } from 'node:http';

/** Below the ports that systems give to outgoing connections and to servers that ask for any. */
const FIRST = 20_000;
const PORTS_A_PROCESS = 12;
const PROCESSES = 1_000;
/** Processes that are started one after another look this many places apart: none comes where its neighbour looks. */
const APART = 7;

let asked = 0;

/**
 * A port on this machine that nobody listens on, and that nobody gets by chance either until it is used: processes
 * that run side by side look in different places.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + ((process.pid * APART) % PROCESSES) * PORTS_A_PROCESS + asked++;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
