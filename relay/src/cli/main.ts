#!/usr/bin/env node

// Before anything else is loaded: the stack of an error then names the lines of the sources.
process.setSourceMapsEnabled(true);

// Whoever reads what is printed may have seen enough, as `head` has: what was asked for is carried out all the same.
for (const output of [process.stdout, process.stderr]) {
  // A process may carry out several commands, as that of the tests does.
  if (output.listenerCount('error') > 0) continue;
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const { runCommandLine } = await import('./command-line.js');
await runCommandLine();
