/**
 * What the parameters of Convoso's REST API take (domain-facts A.1, A.5–A.7). Forms choose their inputs by the type;
 * `encode.ts` turns the values into what goes over the wire.
 */
export interface ParameterValues {
  /** Digits; a number is fine. */
  readonly id: string | number;
  /** One or several, sent as `102,104`. */
  readonly ids: string | number | readonly (string | number)[];
  readonly text: string | number;
  readonly texts: string | readonly string[];
  readonly integer: number | string;
  readonly decimal: number | string;
  /** Sent as 1 or 0. */
  readonly flag: boolean | 0 | 1 | '0' | '1' | 'true' | 'false';
  /** Sent as Y or N. */
  readonly yesNo: boolean | 'Y' | 'N';
  /** Digits; the usual punctuation is taken off. */
  readonly phone: string | number;
  readonly email: string;
  /** `YYYY-MM-DD HH:MM:SS`. */
  readonly time: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Either of the two. */
  readonly dayOrTime: string;
  /** Hours from GMT as a decimal number, such as -5.00. */
  readonly zone: string | number;
  /** A status abbreviation: letters and digits, 6 at most. */
  readonly status: string;
  /** Six hexadecimal digits without `#`. */
  readonly color: string;
  readonly listName: string;
  /** One of the options. */
  readonly choice: string | number;
  /** Some of the options, sent with commas between them. */
  readonly choices: string | readonly string[];
  /** Values of the account's own fields, by their Field Name. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export type ParameterType = keyof ParameterValues;

/** What has to be known of a parameter to send it. Its words are in `words.ts`, which only forms and documents need. */
export interface Parameter {
  readonly type: ParameterType;
  /** The values of a choice. */
  readonly options?: readonly (string | number)[];
  /** Bounds of a number, or of the count of letters or digits. */
  readonly min?: number;
  readonly max?: number;
  /** What Convoso takes where nothing is sent. */
  readonly default?: number;
  /** Also sent under this name, where two documents name the parameter differently. */
  readonly alsoSentAs?: string;
  /** Of a phone number: sent without the country code in front of it. */
  readonly national?: boolean;
}

/** Parameters by name. A type alone says all there is to say of most. */
export type ParameterTable = Readonly<Record<string, ParameterType | Parameter>>;

export function parameterOf(entry: ParameterType | Parameter): Parameter {
  return typeof entry === 'string' ? { type: entry } : entry;
}

/** The value that a parameter takes; of a choice, its options. */
type ValueOf<P extends ParameterType | Parameter> = P extends ParameterType
  ? ParameterValues[P]
  : P extends { readonly type: 'choice'; readonly options: readonly (infer O extends string | number)[] }
    ? O | `${O}`
    : P extends Parameter
      ? ParameterValues[P['type']]
      : never;

/** The arguments of a method. `null` and `undefined` mean that nothing is sent. */
export type Arguments<T extends ParameterTable, Required extends string> = {
  readonly [K in keyof T & Required]: ValueOf<T[K]>;
} & {
  readonly [K in Exclude<keyof T, Required>]?: ValueOf<T[K]> | null | undefined;
};

/** Several parameters of one type. */
export function each<T extends ParameterType, N extends string>(
  type: T,
  names: readonly N[],
): { readonly [K in N]: T } {
  return Object.fromEntries(names.map((name) => [name, type])) as { readonly [K in N]: T };
}

export interface WholeNumber extends Parameter {
  readonly type: 'integer';
}

/** The two parameters of paging (domain-facts A.2). Without `max` or `maxOffset` none is documented. */
export function paging(limits: {
  readonly default: number;
  readonly max?: number;
  readonly maxOffset?: number;
}): {
  readonly limit: WholeNumber;
  readonly offset: WholeNumber;
} {
  const { maxOffset, ...rows } = limits;
  return {
    limit: { type: 'integer', min: 1, ...rows },
    offset: { type: 'integer', min: 0, default: 0, ...(maxOffset === undefined ? {} : { max: maxOffset }) },
  };
}
