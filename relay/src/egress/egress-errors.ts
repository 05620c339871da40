/** A call that the egress policy does not let out. Nothing was sent. */
export class EgressRefusedError extends Error {
  override readonly name = 'EgressRefusedError';
  readonly code = 'EGRESS_REFUSED';
  /** The host of the URL that was to be called. */
  readonly host: string;
  /** The address that is not allowed: the host itself, or one of those it resolves to. */
  readonly address: string;
  /** What a person can do about it, as one sentence. */
  readonly remedy: string;

  constructor(host: string, port: number, address: string, reason: string) {
    const where = host === address ? address : `${host} (${address})`;
    super(`the call to ${where} was not made: ${reason}`);
    this.host = host;
    this.address = address;
    const entry = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    this.remedy = `If this destination may be called, add "${entry}" to settings.egress.allow.`;
  }
}

/** An entry of `settings.egress.allow` that names neither a host, an address nor a network. */
export class EgressEntryError extends Error {
  override readonly name = 'EgressEntryError';
  readonly code = 'EGRESS_ENTRY_INVALID';
  /** The entry as it was given. */
  readonly value: string;
  readonly remedy =
    'Write a host, host:port, an IP address, ip:port, [v6]:port or a network such as 10.0.0.0/8.';

  constructor(value: string) {
    super(`settings.egress.allow holds ${JSON.stringify(value)}, which is no host, address or network`);
    this.value = value;
  }
}
