import type { Env } from '../acceptance-process/support/environment.js';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { startRelayProcess, type RelayProcess } from '../acceptance-process/support/relay-process.js';

interface Member {
  readonly folder: string;
  relay: RelayProcess;
}

/** Relays on one database, each in a process and with a folder of its own, as the machines behind a balancer are. */
export class Fleet {
  readonly #env: Env;
  readonly #members: Member[] = [];

  private constructor(env: Env) {
    this.#env = env;
  }

  /** @param document what the first of them takes in as the configuration of all */
  static async start(count: number, document: unknown, env: Env): Promise<Fleet> {
    const fleet = new Fleet(env);
    await fleet.#add(dataFolder(document));
    await Promise.all(Array.from({ length: count - 1 }, () => fleet.#add(dataFolder())));
    return fleet;
  }

  get relays(): readonly RelayProcess[] {
    return this.#members.map(({ relay }) => relay);
  }

  /** Ends one as a power cut would, and starts it again on its folder. */
  async killAndStartAgain(index: number): Promise<void> {
    const member = this.#members[index];
    if (member === undefined)
      throw new Error(`there are ${this.#members.length} relays, and none of number ${index}`);
    await member.relay.kill();
    member.relay = await startRelayProcess(member.folder, this.#env);
  }

  async stop(): Promise<void> {
    await Promise.all(this.relays.map((relay) => relay.stop()));
  }

  async #add(folder: string): Promise<void> {
    this.#members.push({ folder, relay: await startRelayProcess(folder, this.#env) });
  }
}
