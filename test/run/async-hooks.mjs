import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks';

/*
 * What a test file switches on of Node's async hooks stays on for its process, and is asked at each promise of every file
 * that comes after it. Jest itself switches a storage on for each file, and the platform of the Zapier app a hook: after
 * two hundred files a promise took a hundred times as long, and most of a run went there.
 */

/** The storages in which something was stored since they were last switched off. */
const storages = new Set();
/** The hooks that were made; one that was made once may be switched on at any time. */
const hooks = new Set();

for (const name of ['run', 'enterWith']) {
  const store = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...given) {
    storages.add(this);
    return store.apply(this, given);
  };
}

const { createHook } = asyncHooks;
asyncHooks.createHook = (...given) => {
  const hook = createHook(...given);
  hooks.add(hook);
  return hook;
};

/** Switches off what was switched on since this module was loaded; each can be switched on again. */
export function switchOffAsyncHooks() {
  for (const each of [...storages, ...hooks]) each.disable();
  storages.clear();
}
