// Preloaded into a peer that is profiled. A profile books native code on the function that calls it, so that all of
// SQLite would be one line; here each SQL text, and JSON, is called by a script that is named after it.
import { Script } from 'node:vm';

const CALLER = '(function call(native, self, args) { return Reflect.apply(native, self, args); })';

function callerNamed(filename) {
  return new Script(CALLER, { filename }).runInThisContext();
}

const callers = new Map();
function callerOf(sql) {
  let caller = callers.get(sql);
  if (caller === undefined) callers.set(sql, (caller = callerNamed(`sqlite:${sql}`)));
  return caller;
}

// Node's own methods, whose time is that of SQLite alone. The package for an older Node lets none of its methods be replaced:
// there it is the relay's driver, whose few lines count among SQLite.
const builtIn = process.getBuiltinModule('node:sqlite')?.DatabaseSync;
const Database = builtIn ?? (await import('../../../relay/dist/store/driver.js')).Connection;
const { prepare, exec } = Database.prototype;
const named = new WeakSet();

Database.prototype.prepare = function prepareNamed(sql) {
  const statement = Reflect.apply(prepare, this, [sql]);
  if (named.has(statement)) return statement;
  named.add(statement);
  for (const method of ['run', 'get', 'all']) {
    const native = statement[method];
    if (native !== undefined) statement[method] = (...args) => callerOf(sql)(native, statement, args);
  }
  return statement;
};
Database.prototype.exec = function execNamed(sql) {
  return callerOf(sql)(exec, this, [sql]);
};

for (const method of ['parse', 'stringify']) {
  const native = JSON[method];
  const caller = callerNamed(`json:${method}`);
  JSON[method] = (...args) => caller(native, JSON, args);
}
