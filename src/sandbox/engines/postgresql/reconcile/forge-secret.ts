import { randomBytes } from 'node:crypto';
import type { KubeClient } from '../../../../kube/client/kube-client.js';
import { SECRET } from '../../../../kube/meta/index.js';
import { buildCertificateSecret, buildCredentials, type SecretRecipe } from '../builders/secrets.js';
import {
  createAuthority,
  issueCertificate,
  type CertificateSubject,
  type KeyMaterial,
} from '../../mechanics/certificates.js';
import type { Cluster } from '../cluster.js';
import type { Secret } from '../../mechanics/workloads.js';

const PASSWORD_BYTES = 48;

/**
 * Makes up what a generated Secret holds. Leaf certificates are signed by the Cluster's authority as it is stored, so
 * the authority's Secret must exist.
 */
export async function forgeSecret(
  client: KubeClient,
  cluster: Cluster,
  recipe: SecretRecipe,
  now: Date,
): Promise<Secret> {
  if ('username' in recipe) return buildCredentials(cluster, recipe, randomBytes(PASSWORD_BYTES).toString('base64url'));
  if (recipe.kind === 'ca') {
    return buildCertificateSecret(cluster, recipe, await createAuthority(cluster.metadata.name, now));
  }
  const authority = await readAuthority(client, cluster);
  return buildCertificateSecret(
    cluster,
    recipe,
    await issueCertificate(authority, subjectOf(cluster, recipe.kind), now),
  );
}

function subjectOf(cluster: Cluster, kind: 'server' | 'replication'): CertificateSubject {
  if (kind === 'replication') return { commonName: 'streaming_replica' };
  const { name, namespace = '' } = cluster.metadata;
  const hosts = ['rw', 'r', 'ro'].flatMap((suffix) => {
    const host = `${name}-${suffix}`;
    return [host, `${host}.${namespace}`, `${host}.${namespace}.svc`, `${host}.${namespace}.svc.cluster.local`];
  });
  const services = (cluster.spec.managed?.services?.additional ?? []).map(
    ({ serviceTemplate }) => serviceTemplate.metadata?.name ?? '',
  );
  const all = [...hosts, ...services, ...(cluster.spec.certificates?.serverAltDNSNames ?? [])].filter(
    (host) => host !== '',
  );
  return { commonName: `${name}-rw`, names: all.map((value) => ({ type: 'dns', value })) };
}

/** The one key a stand-in needs from a Secret; it was made here, or given by the user with its key. */
async function readAuthority(client: KubeClient, { metadata, spec }: Cluster): Promise<KeyMaterial> {
  const name = spec.certificates?.serverCASecret ?? `${metadata.name}-ca`;
  const { data = {} } = await client.get<Secret>(SECRET, { namespace: metadata.namespace, name });
  const decode = (key: string): string => Buffer.from(data[key] ?? '', 'base64').toString();
  return { certificate: decode('ca.crt'), privateKey: decode('ca.key') };
}
