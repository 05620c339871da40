import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks';

/*
 * What a test file switches on of Node's async hooks stays on for its process, and is asked at each promise of every file
 * that comes after it: after two hundred files a promise took a hundred times as long, and most of a run went there. The
 * platform of the Zapier app switches a hook on, and jest a storage for each test, which it asks whose an error is that
 * nobody caught. While even one is on, a relay in the same process takes a tenth more; so that of jest is kept without.
 */

/** The storages in which something was stored since they were last switched off. */
const storages = new Set();
/** The hooks that were made; one that was made once may be switched on at any time. */
const hooks = new Set();
/** What jest stored for the test, or the hook of one, that runs now; here one runs at a time. */
const ofJest = new Map();

const { run, getStore } = AsyncLocalStorage.prototype;

AsyncLocalStorage.prototype.run = function (store, work, ...given) {
  if (isOfJest(store)) return runOfJest(this, store, work);
  storages.add(this);
  return run.call(this, store, work, ...given);
};

AsyncLocalStorage.prototype.getStore = function () {
  return ofJest.has(this) ? ofJest.get(this) : getStore.call(this);
};

const { enterWith } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.enterWith = function (store) {
  storages.add(this);
  enterWith.call(this, store);
};

/** Whether something that is stored is what jest-circus keeps of the test or of the hook that it runs. */
function isOfJest(store) {
  return (
    store?.test?.type === 'test' || store?.hook?.type?.endsWith('Each') || store?.hook?.type?.endsWith('All')
  );
}

async function runOfJest(storage, store, work) {
  const before = ofJest.get(storage);
  ofJest.set(storage, store);
  try {
    return await work();
  } finally {
    if (before === undefined) ofJest.delete(storage);
    else ofJest.set(storage, before);
  }
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
