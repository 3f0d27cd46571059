import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { anchorAt, textBlocks } from "../../shared/comment-anchor.ts";
import { inTextOrder } from "../../shared/comment-order.ts";

describe("conversations beside a text", () => {
  it("[COMM-2] stand in its order; those without a place follow, the oldest first", () => {
    const fragment = new Y.Doc().getXmlFragment("text");
    const line = new Y.XmlElement("paragraph");
    const words = new Y.XmlText("one two three four");
    line.insert(0, [words]);
    fragment.insert(0, [line]);
    const on = (from: number, to: number) =>
      anchorAt(textBlocks(fragment), { block: 0, offset: from }, { block: 0, offset: to });
    const whole = { start: "", end: "", quote: "An item" };
    const threads = [
      { id: "whole", anchor: whole, at: 1 },
      { id: "four", anchor: on(14, 18), at: 2 },
      { id: "two", anchor: on(4, 7), at: 3 },
      { id: "one", anchor: on(0, 3), at: 0 },
    ];
    const now = () => inTextOrder(threads, textBlocks(fragment)).map(({ id, standing }) => `${id} ${standing}`);
    expect(now()).toEqual(["one here", "two here", "four here", "whole whole"]);
    words.delete(0, 4);
    words.insert(1, "-");
    expect(now()).toEqual(["two changed", "four here", "one deleted", "whole whole"]);
    expect(inTextOrder(threads, []).map(({ standing }) => standing)).toEqual([
      "deleted",
      "whole",
      "deleted",
      "deleted",
    ]);
  });
});
