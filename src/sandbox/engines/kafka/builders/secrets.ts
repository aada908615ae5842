import { randomBytes } from 'node:crypto';
import { apiVersionOf, SECRET } from '../../../../kube/meta/index.js';
import { certifyAuthority, createAuthority } from '../../mechanics/certificates.js';
import type { Secret } from '../../mechanics/workloads.js';
import type { Kafka } from '../kafka.js';
import { caCertName, caName } from '../names.js';
import { childMetadata } from './metadata.js';

export type Authority = 'cluster' | 'clients';

/** A Secret of an authority, before anybody has made up what is in it. The key comes first: it signs the certificate. */
export type SecretRecipe =
  | { readonly kind: 'key'; readonly authority: Authority; readonly name: string }
  | { readonly kind: 'certificate'; readonly authority: Authority; readonly name: string; readonly key: string };

export function secretRecipes(kafka: Kafka): SecretRecipe[] {
  const cluster = kafka.metadata.name;
  return (['cluster', 'clients'] as const).flatMap((authority) => [
    { kind: 'key', authority, name: caName(cluster, authority) } as const,
    {
      kind: 'certificate',
      authority,
      name: caCertName(cluster, authority),
      key: caName(cluster, authority),
    } as const,
  ]);
}

export const encodeData = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));

export const decodeData = (secret: Secret | undefined, key: string): string =>
  Buffer.from(secret?.data?.[key] ?? '', 'base64').toString();

export const decodeAll = (data: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));

const commonName = (authority: Authority): string => `${authority}-ca v0`;

/** Makes up what the recipe stands for. `readSecret` must answer with what the API server has, not with a memory of it. */
export async function forgeSecret(
  recipe: SecretRecipe,
  kafka: Kafka,
  { now, readSecret }: { now: Date; readSecret: (name: string) => Promise<Secret | undefined> },
): Promise<Secret> {
  const data =
    recipe.kind === 'key'
      ? { 'ca.key': (await createAuthority(commonName(recipe.authority), now)).privateKey }
      : await certificateFor(recipe, await readSecret(recipe.key), now);
  return {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: childMetadata(kafka, {
      name: recipe.name,
      cluster: kafka.metadata.name,
      component: 'certificate-authority',
    }),
    type: 'Opaque',
    data: encodeData(data),
  };
}

async function certificateFor(
  { authority, key }: Extract<SecretRecipe, { kind: 'certificate' }>,
  secret: Secret | undefined,
  now: Date,
): Promise<Record<string, string>> {
  if (!secret) throw new Error(`Secret ${key} is gone, the certificate waits for a new key`);
  const { certificate } = await certifyAuthority(decodeData(secret, 'ca.key'), commonName(authority), now);
  return { 'ca.crt': certificate };
}

const PASSWORD_BYTES = 24;

export const makePassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');
