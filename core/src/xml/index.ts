/**
 * Reading XML answers; apart from the engine, so that only who asks for it carries the parser.
 *
 * @module
 */
export { parseXml } from './parse-xml.js';
