/** A value that a delivery holds, under a name inside of others. */
export interface Leaf {
  readonly path: readonly string[];
  readonly text: string;
}

export interface Delivery {
  readonly body: string | Uint8Array;
  readonly type: string;
  readonly query: string;
  /** All its values, as long as nothing has damaged them. */
  readonly leaves: readonly Leaf[];
}

/** Marsaglia's xorshift: the same deliveries each time, at a cost that does not count. */
let state = 20_261_120;
function below(limit: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}
const pick = <T>(options: readonly T[]): T => options[below(options.length)] as T;

const NAMES = [
  'lead_id',
  'phone_number',
  'status',
  'disposition_name',
  'call_log_id',
  'first_name',
  'email',
  'length_in_sec',
  'duration',
  'call_date',
  'dispo',
  'direction',
  'id',
  'custom_field_11',
  'notes',
  'name',
  '__proto__',
  'own',
];
const FORM_NAMES = [...NAMES, 'data[status]', 'call.id', 'agent[email]', 'data[0][status]', 'params'];
/** The text of a wrapper around one field. */
const INNER = '{"status":"SALE"}';

const VALUES = [
  '24',
  'NI',
  'Not Interested',
  'undefined',
  '',
  'José',
  '+12025550113',
  'a b@example.test',
  'A Name <a@example.test>',
  '00:02:28',
  '05.04.26',
  '%',
  INNER,
  '{{lead.id}}',
  '\u{1F600}',
  'null',
  '0',
];
const DAMAGED = ['Jos%E9', '%ED%A0%80', '%', 'Jos\u00e9'];
const TYPES = [
  '',
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain; charset=iso-8859-1',
  'a/b; charset=shift_jis',
  'a/b; charset=none',
  'a/b; charset=utf-16',
];
const UTF_8 = ['', 'application/json', 'application/x-www-form-urlencoded; charset=utf-8'];
const WRAPPERS = [
  'data',
  'call',
  'lead',
  'agent',
  'event',
  'disposition',
  'campaign',
  'payload',
  'params',
  'calls',
];

/** The pairs of a form; one in eight is not escaped as it should be, and none of its values is looked for. */
function form(leaves: Leaf[]): string {
  const pairs = Array.from({ length: 1 + below(3) }, () => {
    const name = pick(FORM_NAMES);
    if (below(8) === 0) return `${name}=${pick(DAMAGED)}`;
    const text = pick(VALUES);
    leaves.push(leafOf(partsOf(name), text));
    return `${name}=${encodeURIComponent(text)}`;
  });
  return pairs.join('&');
}

/** A wrapper may come as JSON text, and its field stand among the others. */
function leafOf(path: readonly string[], text: string): Leaf {
  return text === INNER ? { path: [...path, 'status'], text: 'SALE' } : { path, text };
}

const partsOf = (name: string) => name.split(/[.[\]]+/).filter((part) => part !== '');

/** The text of a JSON object, in which a name may come several times and values may have parts. */
function object(leaves: Leaf[], path: readonly string[] = []): string {
  const members = Array.from({ length: 1 + below(4) }, () => {
    if (path.length < 3 && below(5) === 0) {
      const wrapper = pick(WRAPPERS);
      const inner = [...path, wrapper];
      return `"${wrapper}":${below(3) === 0 ? list(leaves, inner) : object(leaves, inner)}`;
    }
    const name = pick(NAMES);
    const texts = Array.from({ length: below(6) === 0 ? 2 : 1 }, () => pick(VALUES));
    leaves.push(...texts.map((text) => leafOf([...path, name], text)));
    return `${JSON.stringify(name)}:${JSON.stringify(texts.length === 1 ? texts[0] : texts)}`;
  });
  return `{${members.join(',')}}`;
}

function list(leaves: Leaf[], path: readonly string[]): string {
  return `[${Array.from({ length: 1 + below(2) }, () => object(leaves, path)).join(',')}]`;
}

function text(leaves: Leaf[]): string {
  switch (below(8)) {
    case 0:
      return list(leaves, []);
    case 1:
      return `{"headers":{},"query":${object(leaves)},"body":${object(leaves)}}`;
    case 2:
      return JSON.stringify(object(leaves));
    case 3:
      return `params=${encodeURIComponent(object(leaves))}&${form(leaves)}`;
    case 4:
      return `{"0":${object(leaves)},"1":${object(leaves)}}`;
    case 5:
      return object(leaves);
    default:
      return form(leaves);
  }
}

/** The next of an endless row of deliveries: a third damaged in a byte, or in a charset of its own. */
export function makeDelivery(): Delivery {
  const leaves: Leaf[] = [];
  const body = text(leaves);
  const query = below(10) === 0 ? form(leaves) : '';
  if (below(3) > 0) return { body, type: pick(UTF_8), query, leaves };
  const bytes = Uint8Array.from(Buffer.from(body));
  if (below(2) === 0) bytes[below(bytes.length)] = below(256);
  return { body: bytes, type: pick(TYPES), query, leaves: [] };
}
