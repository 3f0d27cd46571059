import type { Block } from "#shared/record-blocks.ts";
import { PAGE, type Paper } from "./paper.ts";
import { drawTable } from "./table.ts";
import { drawFacts, drawList, drawText, STYLES } from "./text.ts";

/** Draws one block below the last one, tagged as what it is. */
export function drawBlock(paper: Paper, block: Block): void {
  switch (block.is) {
    case "heading":
      if (block.level === 2) drawText(paper, "H2", block.text, STYLES.h2, 48);
      else drawText(paper, "H3", block.text, STYLES.h3, 110);
      break;
    case "paragraph":
      if (block.quoted)
        drawText(paper, "BlockQuote", block.text, { ...STYLES.body, left: PAGE.left + 18, width: PAGE.width - 36 });
      else drawText(paper, "P", block.text, block.quiet ? STYLES.quiet : STYLES.body);
      break;
    case "facts":
      drawFacts(paper, block.rows);
      break;
    case "table":
      drawTable(paper, block);
      break;
    case "list":
      drawList(paper, block.items, block.numbered ?? false);
      break;
  }
}
