import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';

/** How far a mail server goes before it ends the connection. */
export type Stage = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'the mail';

const servers: (() => void)[] = [];

afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A mail server that ends the connection, or says something in place of what is usual, once it has come to a stage. */
export async function serverThatEndsAt(
  stage: Stage,
  said: string | null = null,
): Promise<{ readonly url: string; readonly bodies: readonly string[] }> {
  const bodies: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const answer = (at: Stage, usual: string): void => {
      if (at !== stage) socket.write(`${usual}\r\n`);
      else if (said === null) socket.destroy();
      else socket.write(`${said}\r\n`);
    };
    talk(socket, answer, bodies);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

function talk(socket: Socket, answer: (at: Stage, usual: string) => void, bodies: string[]): void {
  let heard = '';
  let isBody = false;
  answer('greeting', '220 mail.example.test');
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
    for (;;) {
      const end = isBody ? '\r\n.\r\n' : '\r\n';
      const at = heard.indexOf(end);
      if (at === -1) return;
      const line = heard.slice(0, at);
      heard = heard.slice(at + end.length);
      if (isBody) {
        bodies.push(line);
        isBody = false;
        answer('the mail', '250 taken');
        continue;
      }
      const [verb = ''] = line.toUpperCase().split(' ');
      isBody = verb === 'DATA';
      if (verb === 'DATA') answer('DATA', '354 go on');
      else if (verb === 'MAIL' || verb === 'RCPT' || verb === 'EHLO') answer(verb, '250 fine');
      else socket.write('221 bye\r\n');
    }
  });
}
