import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import type { Env } from "../env.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
} as const;
const YEARS = 30;

/** What this installation signs records with. */
export interface SealKey {
  key: webcrypto.CryptoKey;
  kind: "RSA" | "EC";
  /** DER. */
  certificate: Uint8Array;
  /** Those above it, DER, when they were given. */
  chain: Uint8Array[];
}

type Where = Pick<Env, "DATA_DIR" | "SEAL_KEY_FILE" | "SEAL_CERTIFICATE_FILE">;

/**
 * The key this installation signs with: the one named in the settings, otherwise its own, made at first need in the
 * data folder (readable by its owner alone). Read anew each time: it is used once for each record.
 * @throws Error with one readable sentence.
 */
export async function sealKey(env: Where): Promise<SealKey> {
  checkSealFiles(env);
  if (!env.SEAL_KEY_FILE && !existsSync(own(env.DATA_DIR).key)) await makeOwn(env.DATA_DIR);
  const files = filesOf(env);
  const privateKey = createPrivateKey(readFileSync(files.key));
  const kind = privateKey.asymmetricKeyType === "ec" ? "EC" : "RSA";
  const [leaf, ...above] = certificatesIn(readFileSync(files.certificate, "utf8"));
  if (!leaf) throw new Error(`${files.certificate} holds no certificate.`);
  const key = await webcrypto.subtle.importKey(
    "pkcs8",
    privateKey.export({ type: "pkcs8", format: "der" }),
    kind === "EC" ? { name: "ECDSA", namedCurve: "P-256" } : { name: ALGORITHM.name, hash: ALGORITHM.hash },
    false,
    ["sign"],
  );
  return { key, kind, certificate: leaf, chain: above };
}

/** Every certificate a record of this installation may be signed with, DER; none while no record was. */
export function ownCertificates(env: Where): Uint8Array[] {
  const files = [own(env.DATA_DIR).certificate, env.SEAL_CERTIFICATE_FILE];
  return files.flatMap((file) =>
    file && existsSync(file) ? certificatesIn(readFileSync(file, "utf8")).slice(0, 1) : [],
  );
}

/** Do the files named in the settings exist, and belong together? @throws Error with one readable sentence. */
export function checkSealFiles(env: Where): void {
  const { SEAL_KEY_FILE: key, SEAL_CERTIFICATE_FILE: certificate } = env;
  if (!key && !certificate) return;
  if (!key || !certificate)
    throw new Error("SEAL_KEY_FILE and SEAL_CERTIFICATE_FILE belong together. Set both, or neither.");
  const read = <T>(name: string, file: string, parse: (text: string) => T): T => {
    try {
      return parse(readFileSync(file, "utf8"));
    } catch {
      throw new Error(`${name}: ${file} cannot be read as PEM without a password. Give the path of such a file.`);
    }
  };
  const privateKey = read("SEAL_KEY_FILE", key, (text) => createPrivateKey(text));
  const x509 = read("SEAL_CERTIFICATE_FILE", certificate, (text) => new X509Certificate(text));
  const type = privateKey.asymmetricKeyType;
  const usable = type === "rsa" || (type === "ec" && privateKey.asymmetricKeyDetails?.namedCurve === "prime256v1");
  if (!usable) throw new Error(`SEAL_KEY_FILE: ${key} holds a key of another kind. Use RSA, or EC on P-256.`);
  if (!x509.checkPrivateKey(privateKey))
    throw new Error(`SEAL_CERTIFICATE_FILE: ${certificate} is not the certificate of the key in ${key}.`);
}

const own = (dataDir: string) => ({
  key: path.join(dataDir, "seal", "key.pem"),
  certificate: path.join(dataDir, "seal", "certificate.pem"),
});

const filesOf = ({ DATA_DIR, SEAL_KEY_FILE, SEAL_CERTIFICATE_FILE }: Where) =>
  SEAL_KEY_FILE && SEAL_CERTIFICATE_FILE ? { key: SEAL_KEY_FILE, certificate: SEAL_CERTIFICATE_FILE } : own(DATA_DIR);

/** Both files are there or neither is: made in a folder aside, which is then renamed. Whoever comes second uses the first. */
async function makeOwn(dataDir: string): Promise<void> {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await selfSigned(privateKey, publicKey);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", privateKey));
  const aside = path.join(dataDir, `seal-${randomBytes(6).toString("hex")}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path.join(aside, "key.pem"), pem("PRIVATE KEY", pkcs8), { mode: 0o600, flush: true });
    writeFileSync(path.join(aside, "certificate.pem"), pem("CERTIFICATE", certificate), { mode: 0o600, flush: true });
    renameSync(aside, path.join(dataDir, "seal"));
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(own(dataDir).key)) throw error;
  }
}

/** A certificate this installation gives itself. It names no person and no place: only that it is one installation. */
async function selfSigned(privateKey: webcrypto.CryptoKey, publicKey: webcrypto.CryptoKey): Promise<Buffer> {
  const engine = new pkijs.CryptoEngine({ name: "node", crypto: webcrypto as unknown as Crypto });
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  // Positive by its first byte, as X.509 wants it.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array(serial).buffer });
  const name = `Accord installation ${serial.toString("hex").slice(0, 8)}`;
  for (const of of [certificate.issuer, certificate.subject])
    of.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type: "2.5.4.3", value: new asn1js.Utf8String({ value: name }) }),
    );
  certificate.notBefore.value = new Date(Date.now() - 24 * 3600 * 1000);
  // From 2050 on a date has four digits for its year (RFC 5280, 4.1.2.5).
  certificate.notAfter.type = pkijs.TimeType.GeneralizedTime;
  certificate.notAfter.value = inYears(YEARS);
  await certificate.subjectPublicKeyInfo.importKey(publicKey as unknown as CryptoKey, engine);
  // keyUsage: digitalSignature and nonRepudiation (RFC 5280, 4.2.1.3).
  const usage = new asn1js.BitString({ valueHex: new Uint8Array([0xc0]).buffer, unusedBits: 6 });
  certificate.extensions = [
    new pkijs.Extension({ extnID: "2.5.29.15", critical: true, extnValue: usage.toBER(false), parsedValue: usage }),
  ];
  await certificate.sign(privateKey as unknown as CryptoKey, "SHA-256", engine);
  return Buffer.from(certificate.toSchema(true).toBER(false));
}

/** So many years from now, on a whole second: X.509 knows no parts of one. */
function inYears(years: number): Date {
  const end = new Date(Date.now());
  end.setUTCFullYear(end.getUTCFullYear() + years, end.getUTCMonth(), 1);
  end.setUTCHours(0, 0, 0, 0);
  return end;
}

/** The certificates of a PEM file in order, DER. */
function certificatesIn(text: string): Uint8Array[] {
  const parts = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return parts.map((part) => new Uint8Array(new X509Certificate(part).raw));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
