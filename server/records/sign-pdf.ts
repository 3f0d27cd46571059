import { CryptoKeySigner, PDF } from "@libpdf/core";
import type { SealKey } from "./certificate.ts";

/**
 * Signs a PDF (PAdES B-B) by appending: the bytes before stay as they are, tags included, and the signature covers all of
 * the file. @param at the time the signature claims, milliseconds since 1970: this server's clock, no outside witness.
 */
export async function signPdf(
  unsigned: Uint8Array,
  { key, kind, certificate, chain }: SealKey,
  at: number,
): Promise<Buffer> {
  const algorithm = kind === "EC" ? "ECDSA" : "RSASSA-PKCS1-v1_5";
  const pdf = await PDF.load(unsigned);
  const { bytes, warnings } = await pdf.sign({
    signer: new CryptoKeySigner(key as unknown as CryptoKey, certificate, kind, algorithm, chain),
    fieldName: "Seal",
    reason: "Sealed record of both parties",
    signingTime: new Date(at),
    level: "B-B",
  });
  if (warnings.length > 0) throw new Error(`The PDF was not signed: ${warnings.map((w) => w.code).join(", ")}`);
  return Buffer.from(bytes);
}
