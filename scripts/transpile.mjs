// Makes JavaScript of the sources of some packages with the compiler that checks them elsewhere, and looks at no types:
// what a first start of the relay needs. What it writes is to the letter what the compiler writes.
import { resolve } from 'node:path';
import ts from 'typescript';
import { ROOT } from './run.mjs';

const HOST = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => '\n',
};

/** Each file by itself: no other is read for what it imports, and no declarations are made of it. */
const BY_THEMSELVES = {
  noCheck: true,
  noLib: true,
  noResolve: true,
  types: [],
  composite: false,
  incremental: false,
  tsBuildInfoFile: undefined,
  declaration: false,
  declarationMap: false,
};

for (const folder of process.argv.slice(2)) transpile(resolve(ROOT, folder, 'tsconfig.json'));

function transpile(settings) {
  const found = ts.getParsedCommandLineOfConfigFile(
    settings,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => end([diagnostic]) },
  );
  const program = ts.createProgram({
    rootNames: found.fileNames,
    options: { ...found.options, ...BY_THEMSELVES },
  });
  const { diagnostics } = program.emit();
  const faults = [...found.errors, ...program.getSyntacticDiagnostics(), ...diagnostics];
  if (faults.length > 0) end(faults);
}

function end(faults) {
  process.stderr.write(ts.formatDiagnostics(faults, HOST));
  process.exit(1);
}
