import type { SealedRecord } from "#db/records.ts";
import type { RecordDocument } from "#shared/record-blocks.ts";
import { decisionDocument } from "./decision.ts";
import { mouDocument } from "./mou.ts";
import { resultDocument } from "./panel-result.ts";
import { agreementDocument } from "./process-agreement.ts";

/** What a document takes from the program when the sealed content does not name it. */
export interface ProgramNames {
  agencyName: string;
  districtName: string;
  timeZone: string;
}

/** One entry per kind of record. A new kind is one more file that turns its content into blocks. */
const DOCUMENTS: Partial<
  Record<SealedRecord["kind"], (record: SealedRecord, program: ProgramNames) => RecordDocument>
> = {
  decision: decisionDocument,
  mou: mouDocument,
  "panel-result": resultDocument,
  "process-agreement": agreementDocument,
};

/** A sealed record as a document to print; `null` for a kind that has none. */
export function documentOf(record: SealedRecord, program: ProgramNames): RecordDocument | null {
  return DOCUMENTS[record.kind]?.(record, program) ?? null;
}
