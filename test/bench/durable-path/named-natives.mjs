// Preloaded into a peer that is profiled. A profile books native code on the function that calls it, so that all of
// SQLite would be one line; here each SQL text, and JSON, is called by a script that is named after it.
import { Script } from 'node:vm';
import Database from 'better-sqlite3';

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

const { prepare, exec } = Database.prototype;
Database.prototype.prepare = function prepareNamed(sql) {
  const statement = Reflect.apply(prepare, this, [sql]);
  const caller = callerOf(sql);
  for (const method of ['run', 'get', 'all', 'iterate']) {
    const native = statement[method];
    statement[method] = (...args) => caller(native, statement, args);
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
