import type { DocumentText } from './analysis.ts';
import type { NestedDocument, ParsedDocument } from './document.ts';

/** Reads a document's markup, as a browser with scripting would parse it. Runs nothing. */
export function readDocument(document: DocumentText, within?: NestedDocument): ParsedDocument {
  throw new Error(`not written yet: ${document.url}${within?.baseUrl ?? ''}`);
}
