#!/usr/bin/env node

// Before anything else is loaded: the stack of an error then names the lines of the sources.
process.setSourceMapsEnabled(true);

const { runCommandLine } = await import('./command-line.js');
await runCommandLine();
