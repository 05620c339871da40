import { visibleBlock, visibleText } from '@convoso-connect/core';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, in an element or a quoted attribute; line breaks in it are shown, and begin no line. */
export function escapeHtml(text: string): string {
  return withEntities(visibleText(text));
}

/** The same for an element that keeps line breaks, where they are meant. */
export function escapeHtmlBlock(text: string): string {
  return withEntities(visibleBlock(text));
}

function withEntities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
