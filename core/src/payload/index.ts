export { toCallEvent, type CallEvent, type CallEventDisposition, type CallEventInput } from './call-event.js';
export { cleanValue } from './clean-value.js';
export {
  parseConnectPayload,
  parseConnectPayloads,
  recordsInBody,
  type ConnectPayload,
  type ConnectPayloadFields,
} from './connect-payload.js';
export type { BodyShape } from './decode-body.js';
export { charsetOf } from './characters.js';
export {
  MOST_RECORDS,
  decodeDelivery,
  decodeParsed,
  type DecodedDelivery,
  type DeliveryHeaders,
} from './decode-delivery.js';
export { parseExactJson, type JsonReading } from './exact-json.js';
export { hookParameter, parameterName } from './hook-parameters.js';
export { secretReadings, secretSpellings } from './hook-secret.js';
export { nameFields, type FieldsMap, type NamedFields } from './name-fields.js';
export { HOOK_FIELDS, NOTE_CODES, type NoteCode, type ReadingNote } from './notes.js';
export { readCallEvent, type CallEventReading } from './read-call-event.js';
export type { ReceivedRecord } from './received-record.js';
export { hasCall, readField, readFlat, type Snapshot } from './snapshot.js';
