import type * as Y from "yjs";

/**
 * A document that changes by what people do and by nothing else. After changes from elsewhere Yjs takes out format
 * marks that have become redundant, by an edit of its own. On a server nobody made that edit and the log lacks it, so
 * what is held would differ from what is stored; a reader's page would send it, and is refused. Redundant marks change
 * nothing that can be seen. Call it on every document that others' changes come into. @returns the same document
 */
export function unassisted(doc: Y.Doc): Y.Doc {
  doc.on("afterTransaction", (transaction) => {
    transaction._needFormattingCleanup = false;
  });
  return doc;
}
