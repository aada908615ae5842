import { randomBytes } from 'node:crypto';
import { apiVersionOf, SECRET, type KubeObject } from '../../../../kube/meta/index.js';
import { createAuthority, issueCertificate } from '../../mechanics/certificates.js';
import type { Secret } from '../../mechanics/workloads.js';
import { childMetadata } from './metadata.js';

/** A Secret that the operator makes, before anybody has made up what is in it. */
export type SecretRecipe =
  | { readonly kind: 'accounts'; readonly app: string; readonly name: string; readonly accounts: Accounts }
  | { readonly kind: 'copy'; readonly app: string; readonly name: string; readonly of: string }
  | { readonly kind: 'certificate'; readonly app: string; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'key'; readonly app: string; readonly name: string; readonly key: string; readonly bytes: number };

/** What the Secret of the operator's own users holds: texts, or nothing where a password is to be made up. */
export type Accounts = Readonly<Record<string, string | undefined>>;

const PASSWORD_BYTES = 15;

export const makePassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');

const encode = (text: string): string => Buffer.from(text).toString('base64');

/** Values for those that are missing in what is there. */
export const missingAccounts = (
  accounts: Accounts,
  data: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(accounts)
      .filter(([key]) => data[key] === undefined)
      .map(([key, text]) => [key, encode(text ?? makePassword())]),
  );

export interface ForgeParts {
  readonly now: Date;
  /** Must answer with what the API server has, not with a memory of it. */
  readonly readSecret: (name: string) => Promise<Secret>;
}

/** Makes up what the recipe stands for. Secrets outlive their database: data without its keys is lost. */
export async function forgeSecret(recipe: SecretRecipe, cluster: KubeObject, parts: ForgeParts): Promise<Secret> {
  return {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: childMetadata(cluster, { app: recipe.app, name: recipe.name, isOwned: false }),
    type: recipe.kind === 'certificate' ? 'kubernetes.io/tls' : 'Opaque',
    data: await dataFor(recipe, parts),
  };
}

async function dataFor(recipe: SecretRecipe, { now, readSecret }: ForgeParts): Promise<Record<string, string>> {
  switch (recipe.kind) {
    case 'accounts':
      return missingAccounts(recipe.accounts);
    case 'copy':
      return (await readSecret(recipe.of)).data ?? {};
    case 'certificate':
      return certificateData(recipe.names, now);
    case 'key':
      return { [recipe.key]: encode(randomBytes(recipe.bytes).toString('base64')) };
  }
}

async function certificateData(names: readonly string[], now: Date): Promise<Record<string, string>> {
  const authority = await createAuthority('Root CA', now);
  const [commonName = ''] = names;
  const subject = { commonName, names: names.map((value) => ({ type: 'dns' as const, value })) };
  const { certificate, privateKey } = await issueCertificate(authority, subject, now);
  return {
    'ca.crt': encode(authority.certificate),
    'tls.crt': encode(certificate),
    'tls.key': encode(privateKey),
  };
}
