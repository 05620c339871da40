/** Asks the destination what has reached it. */
export class SinkClient {
  /** @param {number} lostAfterMs so long without a single arrival, and what has not arrived is taken for lost */
  constructor(url, lostAfterMs) {
    this.url = url;
    this.callsUrl = `${url}/calls`;
    this.lostAfterMs = lostAfterMs;
  }

  /** From now on the calls `from` to `from + events - 1` are counted. */
  async expect({ from, events }) {
    await fetch(`${this.url}/?from=${from}&events=${events}`, { method: 'PUT' });
  }

  /** From now on each call is counted when it comes, and answered so many milliseconds later. */
  async answerAfter(ms) {
    await fetch(`${this.url}/?after=${ms}`, { method: 'PATCH' });
  }

  /** How many different calls have arrived. */
  async arrived() {
    return (await this.state()).distinct;
  }

  /** Waits until so many different calls have arrived, or no more do. */
  async settled(count) {
    let arrived = await this.arrived();
    for (let since = performance.now(); arrived < count && performance.now() - since < this.lostAfterMs;) {
      const { distinct } = await (await fetch(`${this.url}/reached?count=${count}`)).json();
      if (distinct > arrived) since = performance.now();
      arrived = distinct;
    }
  }

  /** How often each expected call has arrived, in their order, and how many calls arrived that were not expected. */
  async arrivals() {
    const answer = await fetch(`${this.url}/times`);
    const { unexpected } = await this.state();
    return { times: new Uint8Array(await answer.arrayBuffer()), unexpected };
  }

  /** The content that arrived last. */
  async lastContent() {
    return (await fetch(`${this.url}/last`)).json();
  }

  async state() {
    return (await fetch(this.url)).json();
  }
}
