import { ConnectError, type Refusal } from '@convoso-connect/core';

/**
 * A refusal that names what is there, as a help to whoever has misspelt it. The names belong to the configuration: who may
 * not see that is given `untold`, which has the same code.
 */
export class ToldToReaders extends ConnectError {
  readonly #untold: Omit<Refusal, 'code'>;

  constructor({ code, message, remedy }: Refusal, untold: Omit<Refusal, 'code'>) {
    super(code, message, remedy);
    this.#untold = untold;
  }

  untold(): ConnectError {
    return new ConnectError(this.code, this.#untold.message, this.#untold.remedy);
  }
}
