// Carries out the commands of the built relay that it is told of, one after the other, each as if it were a process of
// its own: main.js runs anew with the arguments and the environment of the command, and what it loads stays loaded.
// What a command prints goes the usual way; the line that ends it follows on both streams.
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

const [, , main] = process.argv;
let count = 0;

process.on('message', async ({ args, env, end }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv = [process.execPath, main, ...args];
  process.exitCode = undefined;
  await import(`${pathToFileURL(main).href}?command=${String(count++)}`);
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.write(end)) await once(stream, 'drain');
  }
  process.send({ code: process.exitCode ?? 0 });
});
