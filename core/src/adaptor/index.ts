export { DATE_PATTERNS, type DatePattern } from './date-patterns.js';
export { destinationNames } from './destinations.js';
export {
  compileAdaptor,
  mapAdaptor,
  type CompiledAdaptor,
  type MappedFields,
  type Mapping,
  type MappingNote,
  type MappingOptions,
} from './map.js';
