import { isIP } from 'node:net';

/** Whether a listening address is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether a listening address stands for all that the machine has. */
function isAny(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** The relay as programs and browsers on its own machine reach it. */
export function localUrl(host: string, port: number): string {
  const name = isAny(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * The origins under which a browser may use the relay, exactly, port included: those of its own address, and that of
 * `settings.publicUrl`. Whatever a request claims in Host or forwarding headers is compared with them and never
 * believed.
 */
export class OwnNames {
  /** Those of the address that it listens on. */
  readonly localOrigins: readonly string[];
  readonly #publicUrl: () => string | null;

  constructor({ host, port, publicUrl }: { host: string; port: number; publicUrl: () => string | null }) {
    const names = isLoopback(host) || isAny(host) ? ['127.0.0.1', 'localhost', '[::1]'] : [];
    const own = [localUrl(host, port), ...names.map((name) => `http://${name}:${port}`)];
    // As browsers write it: without the port that goes without saying.
    this.localOrigins = own.map((url) => new URL(url).origin);
    this.#publicUrl = publicUrl;
  }

  get origins(): readonly string[] {
    const { publicOrigin } = this;
    return publicOrigin === null ? this.localOrigins : [...this.localOrigins, publicOrigin];
  }

  /** Null while `settings.publicUrl` is not set. */
  get publicOrigin(): string | null {
    const publicUrl = this.#publicUrl();
    return publicUrl === null ? null : new URL(publicUrl).origin;
  }

  hasOrigin(origin: string): boolean {
    return this.origins.includes(origin);
  }

  /** Whether a Host header is one of the names, port included. */
  hasHost(host: string): boolean {
    return this.#withHost(host) !== undefined;
  }

  /** Whether the name is reached over TLS, so that a cookie for it must never travel without. */
  isSecure(host: string): boolean {
    return this.#withHost(host)?.startsWith('https:') ?? false;
  }

  #withHost(host: string): string | undefined {
    return this.origins.find((origin) => new URL(origin).host === host.toLowerCase());
  }
}
