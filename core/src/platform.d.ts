/**
 * The web standards that core may use wherever it runs (Node, n8n, Zapier, a browser), and only the parts it
 * uses. Core is compiled without the libraries of Node and of the DOM, so that a clock, a network call or a
 * built-in module cannot even be named.
 */
declare class URL {
  constructor(url: string, base?: string);
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
  readonly pathname: string;
  readonly origin: string;
  readonly href: string;
  readonly hash: string;
  readonly search: string;
  readonly searchParams: URLSearchParams;
}

declare class URLSearchParams {
  constructor(init?: string);
  append(name: string, value: string): void;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  readonly encoding: string;
  decode(bytes: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** Of ECMAScript 2024; every platform that we run on has them. */
interface String {
  isWellFormed(): boolean;
  toWellFormed(): string;
}
