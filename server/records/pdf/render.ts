import { setImmediate } from "node:timers/promises";
import type { SealedRecord } from "#db/records.ts";
import type { RecordDocument } from "#shared/record-blocks.ts";
import { drawBlock } from "./blocks.ts";
import { drawFooters, drawLetterhead, drawSeal, drawSignatures } from "./frame.ts";
import { newPaper } from "./paper.ts";
import { drawText, STYLES } from "./text.ts";

/**
 * Prints a sealed record: letterhead, title, blocks, signatures, seal, page numbers. Tagged, black on white, not signed
 * yet. @param at the date the file carries, milliseconds since 1970.
 */
export async function renderRecord(
  record: SealedRecord,
  document: RecordDocument,
  { verifyAddress, at }: { verifyAddress: string; at: number },
): Promise<Buffer> {
  const paper = newPaper({ title: document.title, keywords: `accord-record ${record.id}`, at });
  drawLetterhead(paper, document);
  drawText(paper, "H1", document.title, STYLES.title);
  drawText(paper, "P", document.subtitle, STYLES.subtitle);
  for (const [i, block] of document.blocks.entries()) {
    drawBlock(paper, block, document.blocks.slice(i + 1, i + 6));
    // Live rooms are served by the same process: nobody's typing waits for a printed page.
    await setImmediate();
  }
  drawSignatures(paper, record, document);
  drawSeal(paper, record, document, verifyAddress);
  drawFooters(paper, record, document, verifyAddress);
  return paper.finish();
}
