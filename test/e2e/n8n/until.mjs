/** Asks again until the answer is true or something; how long that may take is a limit against hanging only. */
export async function until(what, ask, { withinSeconds = 120, everyMs = 100 } = {}) {
  const end = Date.now() + withinSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Not within ${withinSeconds} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
