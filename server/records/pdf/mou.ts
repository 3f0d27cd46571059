import type { SealedRecord } from "#db/records.ts";
import { CLAUSES } from "#shared/content/mou-clauses.ts";
import type { MouClause, MouTerms } from "#shared/documents/mou.ts";
import { valueInWords } from "#shared/mou.ts";
import type { Block, RecordDocument } from "#shared/record-blocks.ts";
import type { ProgramNames } from "./kinds.ts";

/** The memorandum as blocks: every clause in order, its words, then its values. */
export function mouDocument(record: SealedRecord, program: ProgramNames): RecordDocument {
  const terms = JSON.parse(record.content) as MouTerms;
  return {
    title: "Memorandum of understanding",
    subtitle: `Version ${terms.version}`,
    agency: terms.names.agency,
    district: terms.names.district,
    zone: program.timeZone,
    means: "Agrees to these terms for their own organization. Signed in with their own account.",
    blocks: [
      ...(terms.reason ? [{ is: "paragraph", text: `Amended because: ${terms.reason}` } as const] : []),
      ...terms.clauses.flatMap((clause, i) => clauseBlocks(clause, i + 1)),
    ],
  };
}

function clauseBlocks({ id, title, addressed, text, parameters }: MouClause, number: number): Block[] {
  const heading: Block = { is: "heading", level: 2, text: `${number}. ${title}` };
  if (!addressed)
    return [
      heading,
      { is: "paragraph", quiet: true, text: "Left out: the parties do not regulate this subject here." },
    ];
  const about = CLAUSES.find((clause) => clause.id === id)?.parameters ?? [];
  const rows = about
    .filter(({ key }) => key in parameters)
    .map((parameter) => [parameter.label, valueInWords(parameter, parameters[parameter.key] ?? null)] as const);
  return [heading, { is: "paragraph", text }, ...(rows.length > 0 ? [{ is: "facts", rows } as const] : [])];
}
