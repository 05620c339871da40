/**
 * @typedef {object} CheckResult
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {number} seconds
 * @property {string} reason why it failed or was skipped; empty for one that passed
 */

/** Why a check that ended well did nothing, as its own line `Skipped: …` says; undefined for one that did its work. */
export function reasonOfSkip(printed) {
  return /^Skipped: (.+)$/m.exec(printed)?.[1];
}

/**
 * What each check took, a table of those that were skipped and why, and the sum in one line.
 *
 * @param {readonly CheckResult[]} results
 */
export function summaryOf(results) {
  const lines = results.map(
    ({ name, outcome, seconds }) => `${time(seconds)}  ${outcome.padEnd(7)}  ${name}\n`,
  );
  const whole = `${time(results.reduce((sum, { seconds }) => sum + seconds, 0))}           in all\n`;
  const skipped = results.filter(({ outcome }) => outcome === 'skipped');
  const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length;
  return [
    'What each check took:\n',
    ...lines,
    whole,
    '\nSkipped:\n',
    ...(skipped.length === 0 ? ['  nothing\n'] : rowsOf(skipped)),
    '\n',
    ...results
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ name, reason }) => `${name}: ${reason}\n`),
    `${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped\n`,
  ].join('');
}

function rowsOf(skipped) {
  const width = Math.max(...skipped.map(({ name }) => name.length));
  return skipped.map(({ name, reason }) => `  ${name.padEnd(width)}  ${reason}\n`);
}

function time(seconds) {
  return `${Math.floor(seconds / 60)
    .toString()
    .padStart(4)} min ${Math.floor(seconds % 60)
    .toString()
    .padStart(2)} s`;
}
