// @peculiar/x509 injects its parts by decorator metadata and expects this to be there first.
import 'reflect-metadata';

import { randomBytes, webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';

/** What the server shows of itself, as PEM; the authority's key is not kept: it has signed all it ever will. */
export interface TlsIdentity {
  readonly caCertificate: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;
const VALID_YEARS = 10;
const MS_PER_DAY = 86_400_000;

/** Names of the loopback: the server listens nowhere else. */
const SUBJECT_NAMES: x509.JsonGeneralNames = [
  { type: 'dns', value: 'localhost' },
  { type: 'dns', value: 'kubernetes.default.svc' },
  { type: 'ip', value: '127.0.0.1' },
  { type: 'ip', value: '::1' },
];

/** A new certificate of a new authority. */
export async function createTlsIdentity(now: Date): Promise<TlsIdentity> {
  x509.cryptoProvider.set(webcrypto);
  const validity = validityFrom(now);
  const authorityKeys = await generateKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: 'CN=sandbox-kubernetes-ca',
    keys: authorityKeys,
    signingAlgorithm: SIGNING_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const serverKeys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: 'CN=sandbox-kubernetes',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: SIGNING_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(SUBJECT_NAMES),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  return {
    caCertificate: authority.toString('pem'),
    certificate: certificate.toString('pem'),
    privateKey: await toPem(serverKeys.privateKey),
  };
}

/** True when a kept certificate will not do much longer. */
export function isExpiring({ certificate }: TlsIdentity, now: Date): boolean {
  return new x509.X509Certificate(certificate).notAfter.getTime() - now.getTime() < 30 * MS_PER_DAY;
}

function validityFrom(now: Date): { notBefore: Date; notAfter: Date } {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + VALID_YEARS);
  // Clocks of clients may be a little behind.
  return { notBefore: new Date(now.getTime() - MS_PER_DAY), notAfter };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return x509.PemConverter.encode(bytes, 'PRIVATE KEY');
}

/** Positive: the leading bit of a serial number is its sign. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}
