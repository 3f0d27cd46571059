import { programOf } from "#db/programs.ts";
import { formatTime } from "#shared/time.ts";
import { collect, readMultipart, tooLarge } from "../acts/multipart.ts";
import type { AppContext } from "../context.ts";
import { ownCertificates } from "./certificate.ts";
import { checkFile } from "./check.ts";
import { waitToVerify } from "./verify-limit.ts";

/** The largest file the public page takes; a record's PDF is a tenth of it. */
export const VERIFY_LIMIT = 5 * 1024 * 1024;

export type VerifyAnswer =
  | { result: "unchanged"; recordId: string | null; sealed: string | null; hash: string | null; sha256: string }
  | { result: "changed" | "unknown" | "foreign"; why: string }
  | { result: "refused"; status: number; why: string };

/**
 * Checks the one file of a posted form. The file is held in memory while it is looked at and is then gone; the answer
 * carries none of its content. @param address where the request came from, for the limit.
 */
export async function verifyPosted(app: AppContext, request: Request, address: string): Promise<VerifyAnswer> {
  const wait = waitToVerify(app.db, address, app.clock());
  if (wait > 0) return refused(429, `Many files were checked from here. Wait ${wait} min, then check this one again.`);
  const form = await readMultipart(request, { file: VERIFY_LIMIT }, async ({ pieces }) => {
    const bytes = await collect(pieces, VERIFY_LIMIT);
    return bytes ? { ok: true as const, bytes } : tooLarge(VERIFY_LIMIT);
  });
  if (!form.ok)
    return form.reason === "too-large"
      ? refused(413, "This file is larger than 5 MiB. No record of Accord is as large.")
      : refused(400, form.sentence);
  if (!form.file) return refused(400, "Choose a file first.");
  const verdict = await checkFile(form.file.bytes, { db: app.db, certificates: ownCertificates(app.env) });
  if (verdict.result === "foreign")
    return {
      result: "foreign",
      why: `It has not changed since it was signed, but this installation does not know the key. If it comes from another installation, check it there. SHA-256 of its certificate: ${verdict.certificate}`,
    };
  if (verdict.result !== "unchanged") return { result: verdict.result, why: verdict.why };
  const { record, sha256 } = verdict;
  const zone = (record && programOf(app.db, record.programId)?.timeZone) ?? "UTC";
  return {
    result: "unchanged",
    recordId: record?.id ?? null,
    sealed: record && formatTime(record.sealedAt, zone),
    hash: record?.hash ?? null,
    sha256,
  };
}

const refused = (status: number, why: string): VerifyAnswer => ({ result: "refused", status, why });
