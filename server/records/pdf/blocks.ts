import type { Block } from "#shared/record-blocks.ts";
import { PAGE, type Paper } from "./paper.ts";
import { drawTable, tableStart } from "./table.ts";
import { drawFacts, drawList, drawText, listStart, STYLES } from "./text.ts";

/** Draws one block below the last one, tagged as what it is. @param next what follows it: its beginning stays with it */
export function drawBlock(paper: Paper, block: Block, next: readonly Block[] = []): void {
  switch (block.is) {
    case "heading":
      if (block.level === 2)
        drawText(paper, "H2", block.text, STYLES.h2, Math.max(48, together(paper, next, "heading")));
      else
        drawText(
          paper,
          "H3",
          block.text,
          STYLES.h3,
          Math.max(next[0]?.is === "facts" ? 110 : 24, together(paper, next, "heading")),
        );
      break;
    case "paragraph":
      if (block.quoted)
        drawText(paper, "BlockQuote", block.text, { ...STYLES.body, left: PAGE.left + 18, width: PAGE.width - 36 });
      else drawText(paper, "P", block.text, block.quiet ? STYLES.quiet : STYLES.body, together(paper, next, "text"));
      break;
    case "facts":
      drawFacts(paper, block.rows);
      break;
    case "table":
      drawTable(paper, block, together(paper, next, "table"));
      break;
    case "list":
      drawList(paper, block.items, block.numbered ?? false);
      break;
  }
}

/**
 * The room that what follows needs on the same page: a list's first items, the remark between it and its table, and
 * below a heading the sentence and the table that the heading announces.
 */
function together(paper: Paper, [next, ...rest]: readonly Block[], below: "heading" | "table" | "text"): number {
  const after = rest[0]?.is;
  if (next?.is === "list") return listStart(paper, next.items);
  if (next?.is === "table" && below === "heading") return tableStart(paper, next) + together(paper, rest, "table");
  if (next?.is === "heading" && below === "heading") return HEADING + together(paper, rest, below);
  if (next?.is !== "paragraph") return 0;
  const height = Math.min(paper.height(next.text, next.quiet ? STYLES.quiet : STYLES.body), SENTENCE) + 6;
  if (below === "heading") return height + (after === "table" || after === "list" ? together(paper, rest, below) : 0);
  return next.quiet && after === "list" ? height + together(paper, rest, below) : 0;
}

const HEADING = 30;
const SENTENCE = 60;
