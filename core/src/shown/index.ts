export { visibleBlock, visibleLines, visibleParagraph, visibleText } from './visible-text.js';
