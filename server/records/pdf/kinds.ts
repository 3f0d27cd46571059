import type { SealedRecord } from "#db/records.ts";
import type { RecordDocument } from "#shared/record-blocks.ts";
import { checkpointDocument } from "./checkpoint.ts";
import { decisionDocument } from "./decision.ts";
import { evaluationDocument } from "./evaluation.ts";
import { mouDocument } from "./mou.ts";
import { resultDocument } from "./panel-result.ts";
import { outcomeDocument } from "./probation-outcome.ts";
import { agreementDocument } from "./process-agreement.ts";
import { removalDocument } from "./removal.ts";

/** What a document takes from the program when the sealed content does not name it. */
export interface ProgramNames {
  agencyName: string;
  districtName: string;
  timeZone: string;
}

/** One entry per kind of record. A new kind is one more file that turns its content into blocks. */
const DOCUMENTS: Record<SealedRecord["kind"], (record: SealedRecord, program: ProgramNames) => RecordDocument> = {
  checkpoint: checkpointDocument,
  decision: decisionDocument,
  evaluation: evaluationDocument,
  mou: mouDocument,
  "panel-result": resultDocument,
  "probation-outcome": outcomeDocument,
  "process-agreement": agreementDocument,
  removal: removalDocument,
};

/** A sealed record as a document to print. */
export function documentOf(record: SealedRecord, program: ProgramNames): RecordDocument {
  return DOCUMENTS[record.kind](record, program);
}
