import { createHash, webcrypto } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";

export type PdfVerdict =
  /** Not one byte changed since it was signed. `certificate`: the signer's, DER. */
  | { result: "signed"; certificate: Uint8Array }
  | { result: "changed"; why: string }
  /** It does not call itself a record of Accord. */
  | { result: "stranger" };

/** Stands in the keywords of each record's PDF, twice: in its properties and in its metadata. No single damage takes both. */
export const RECORD_MARK = "accord-record rec_";

const RANGE = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;
const OID = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  sha256: "2.16.840.1.101.3.4.2.1",
  contentType: "1.2.840.113549.1.9.3",
  digest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.47",
};

/**
 * Does the signature of a PDF cover all of it, and does it hold? The part of the file that no signature can cover, the
 * signature's own place, is checked as strictly: only the one exact way of writing it is taken, so that no byte of the
 * file can change unseen. Sources: ISO 32000-1, 12.8.1; RFC 5652; RFC 5035 (ESS signing certificate).
 */
export async function verifyPdf(bytes: Uint8Array): Promise<PdfVerdict> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.includes(RECORD_MARK)) return { result: "stranger" };
  const ranges = [...text.matchAll(RANGE)].at(-1)?.slice(1).map(Number);
  if (!ranges) return changed("Its signature cannot be found.");
  const [from = 0, first = 0, second = 0, last = 0] = ranges;
  if (from !== 0 || second <= first || second + last !== bytes.length)
    return changed("Its signature does not cover the whole file.");
  const der = contents(text.slice(first, second));
  if (!der) return changed("Its signature is damaged.");
  const covered = Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)]);
  try {
    return await verifyCms(der, covered);
  } catch {
    return changed("Its signature is damaged.");
  }
}

/** The signature's bytes from between the ranges: `<`, upper-case hex, zeros to the end, `>`. Any other way of writing it was not ours. */
function contents(gap: string): Buffer | null {
  const hex = /^<([0-9A-F]+)>$/.exec(gap)?.[1];
  if (!hex || hex.length % 2 === 1) return null;
  const all = Buffer.from(hex, "hex");
  // DER says its own length: 30 82 and two bytes, for anything of this size.
  if (all[0] !== 0x30 || all[1] !== 0x82) return null;
  const end = 4 + all.readUInt16BE(2);
  return end <= all.length && all.subarray(end).every((byte) => byte === 0) ? all.subarray(0, end) : null;
}

async function verifyCms(der: Buffer, covered: Buffer): Promise<PdfVerdict> {
  const info = pkijs.ContentInfo.fromBER(exact(der));
  if (info.contentType !== OID.signedData) return changed("Its signature is of another kind.");
  const signed = new pkijs.SignedData({ schema: info.content });
  const [signer] = signed.signerInfos;
  const certificate = signed.certificates?.[0];
  if (!signer || !(certificate instanceof pkijs.Certificate) || !plain(signed, signer))
    return changed("Its signature is not written as it was made.");
  const own = Buffer.from(certificate.toSchema().toBER(false));
  if (!Buffer.from(info.toSchema().toBER(false)).equals(der) || !der.includes(own))
    return changed("Its signature is not written as it was made.");
  if (!pointsTo(signer, certificate) || !namesCertificate(signer, own))
    return changed("Its certificate is not the one it was signed with.");
  const engine = new pkijs.CryptoEngine({ name: "node", crypto: webcrypto as unknown as Crypto });
  const holds = await signed.verify({ signer: 0, data: exact(covered), checkChain: false }, engine);
  return holds
    ? { result: "signed", certificate: own }
    : changed("Its content does not give the hash that was signed.");
}

/** One signer, SHA-256 throughout, nothing beside what is signed: the fields that no signature covers have one legal value. */
function plain(signed: pkijs.SignedData, signer: pkijs.SignerInfo): boolean {
  const digests = [...signed.digestAlgorithms, signer.digestAlgorithm].map((a) => a.algorithmId);
  const types = signer.signedAttrs?.attributes.map((a) => a.type) ?? [];
  return (
    signed.version === 1 &&
    signer.version === 1 &&
    signed.signerInfos.length === 1 &&
    signed.digestAlgorithms.length === 1 &&
    digests.every((id) => id === OID.sha256) &&
    signed.encapContentInfo.eContentType === OID.data &&
    signed.encapContentInfo.eContent === undefined &&
    (signed.crls?.length ?? 0) === 0 &&
    (signer.unsignedAttrs?.attributes.length ?? 0) === 0 &&
    [OID.contentType, OID.digest, OID.signingCertificate].every((type) => types.filter((t) => t === type).length === 1)
  );
}

/** The signer is named by the certificate's issuer and number, letter by letter: the library would not mind the case. */
function pointsTo({ sid }: pkijs.SignerInfo, certificate: pkijs.Certificate): boolean {
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return false;
  const der = (part: { toSchema(): unknown }) => Buffer.from((part.toSchema() as asn1js.BaseBlock).toBER(false));
  return der(sid.issuer).equals(der(certificate.issuer)) && sid.serialNumber.isEqual(certificate.serialNumber);
}

/** Is the hash of this certificate among what was signed? (ESSCertIDv2 with its default, SHA-256.) */
function namesCertificate(signer: pkijs.SignerInfo, certificate: Buffer): boolean {
  const attribute = signer.signedAttrs?.attributes.find(({ type }) => type === OID.signingCertificate);
  const value: unknown = attribute?.values[0];
  if (!(value instanceof asn1js.BaseBlock)) return false;
  const digest = createHash("sha256").update(certificate).digest();
  return Buffer.from(value.toBER(false)).includes(digest);
}

/** A copy in a buffer of its own: the libraries read from the beginning of what a view looks into. */
const exact = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

const changed = (why: string): PdfVerdict => ({ result: "changed", why });
