/**
 * Yjs 13 may bring words back between two neighbours that are none of each other any more (yjs/yjs#794): here they then
 * stand in another order than for everybody else. Until a release has that mended (#796), a piece that an undo or redo
 * brings back names the neighbour it really gets. Loaded by whatever offers an undo.
 */
import * as Y from "yjs";

type Integrate = (this: Y.Item, transaction: Y.Transaction, offset: number) => void;

const { integrate } = Y.Item.prototype as unknown as { integrate: Integrate };

(Y.Item.prototype as unknown as { integrate: Integrate }).integrate = function (transaction, offset) {
  const undone = transaction.origin instanceof Y.UndoManager && this.id.client === transaction.doc.clientID;
  if (undone && this.parentSub === null) nameNeighbour(this);
  integrate.call(this, transaction, offset);
};

function nameNeighbour(item: Y.Item): void {
  const parent = item.parent as Y.AbstractType<unknown>;
  const next = item.left === null ? parent._start : item.left.right;
  for (let at = next; at !== null; at = at.right) if (at === item.right) return;
  if (item.right === null) return;
  item.right = next;
  item.rightOrigin = next === null ? null : next.id;
}
