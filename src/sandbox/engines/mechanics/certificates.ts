import 'reflect-metadata';
import { createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
  type JsonGeneralName,
} from '@peculiar/x509';

/** A certificate and its private key, both PEM. */
export interface KeyMaterial {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface CertificateSubject {
  readonly commonName: string;
  readonly names?: readonly JsonGeneralName[];
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const VALID_DAYS = 90;
const DAY_MS = 86_400_000;
const SERIAL_BYTES = 16;

const validity = (now: Date): { notBefore: Date; notAfter: Date } => ({
  // A minute of grace for clients whose clock is behind.
  notBefore: new Date(now.getTime() - 60_000),
  notAfter: new Date(now.getTime() + VALID_DAYS * DAY_MS),
});

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function toMaterial(certificate: X509Certificate, key: webcrypto.CryptoKey): Promise<KeyMaterial> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: `${PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  };
}

/** A new self-signed certificate authority. */
export async function createAuthority(commonName: string, now: Date): Promise<KeyMaterial> {
  return selfSign(await newKeys(), commonName, now);
}

/** A self-signed certificate for an authority whose key is there already: what that key signed before stays valid. */
export async function certifyAuthority(privateKey: string, commonName: string, now: Date): Promise<KeyMaterial> {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const keys = {
    privateKey: await importKey(privateKey, true),
    publicKey: await webcrypto.subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
  };
  return selfSign(keys, commonName, now);
}

async function selfSign(keys: webcrypto.CryptoKeyPair, commonName: string, now: Date): Promise<KeyMaterial> {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(SERIAL_BYTES).toString('hex'),
    name: `CN=${commonName}`,
    ...validity(now),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return toMaterial(certificate, keys.privateKey);
}

/** A leaf certificate for servers and clients alike, signed by `authority`. */
export async function issueCertificate(
  authority: KeyMaterial,
  { commonName, names = [] }: CertificateSubject,
  now: Date,
): Promise<KeyMaterial> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomBytes(SERIAL_BYTES).toString('hex'),
    subject: `CN=${commonName}`,
    issuer: new X509Certificate(authority.certificate).subject,
    ...validity(now),
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.privateKey),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension([...names])] : []),
    ],
  });
  return toMaterial(certificate, keys.privateKey);
}

function importKey(pem: string, extractable = false): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), ALGORITHM, extractable, ['sign']);
}
