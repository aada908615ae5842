import { randomBytes } from 'node:crypto';
import { apiVersionOf, SECRET } from '../../../../kube/meta/index.js';
import { createAuthority } from '../../mechanics/certificates.js';
import type { Secret } from '../../mechanics/workloads.js';
import type { Mariadb } from '../mariadb.js';
import { childMetadata } from './metadata.js';

/** A Secret that the operator makes, before anybody has made up what is in it. */
export type SecretRecipe =
  | { readonly kind: 'password'; readonly name: string; readonly key: string }
  | { readonly kind: 'authority'; readonly name: string };

const PASSWORD_BYTES = 15;

const encode = (text: string): string => Buffer.from(text).toString('base64');

/** Makes up what the recipe stands for. */
export async function forgeSecret(recipe: SecretRecipe, mariadb: Mariadb, now: Date): Promise<Secret> {
  const data =
    recipe.kind === 'password'
      ? { [recipe.key]: encode(randomBytes(PASSWORD_BYTES).toString('base64url')) }
      : { 'ca.crt': encode((await createAuthority(`${mariadb.metadata.name}-ca`, now)).certificate) };
  return {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: childMetadata(mariadb, recipe.name),
    type: 'Opaque',
    data,
  };
}
