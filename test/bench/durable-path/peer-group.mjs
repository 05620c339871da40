import { HookClient } from './hook-client.mjs';

/** Several processes that do the same work together, as one peer: each has its part of the connections. */
export class PeerGroup {
  constructor(name, processes) {
    this.name = name;
    this.processes = processes;
    this.sendsOn = true;
    this.process = this;
  }

  connect = (connections) => {
    const each = Math.ceil(connections / this.processes.length);
    const clients = this.processes.map(({ url }) => new HookClient(url, each));
    return {
      post: (number, done) => clients[number % clients.length].post(number, done),
      close: () => Promise.all(clients.map((client) => client.close())),
    };
  };

  /** Of all of them together. */
  async usage() {
    const all = await Promise.all(this.processes.map((each) => each.usage()));
    return all.reduce((sum, { cpuSeconds, memoryMb }) => ({
      cpuSeconds: sum.cpuSeconds + cpuSeconds,
      memoryMb: sum.memoryMb + memoryMb,
    }));
  }

  async stop() {
    await Promise.all(this.processes.map((each) => each.stop()));
  }
}
