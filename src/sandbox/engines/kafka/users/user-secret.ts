import { apiVersionOf, SECRET } from '../../../../kube/meta/index.js';
import { issueCertificate } from '../../mechanics/certificates.js';
import { ownerOf } from '../../mechanics/ownership.js';
import type { Secret } from '../../mechanics/workloads.js';
import { decodeData, encodeData } from '../builders/secrets.js';
import type { KafkaUser } from '../kafka.js';
import { LABEL } from '../well-known.js';

const CLUSTER_OF = (user: KafkaUser): string => user.metadata.labels?.[LABEL.cluster] ?? '';

export function buildUserSecret(user: KafkaUser, name: string, values: Readonly<Record<string, string>>): Secret {
  return {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: {
      name,
      namespace: user.metadata.namespace,
      labels: {
        [LABEL.cluster]: CLUSTER_OF(user),
        [LABEL.kind]: 'KafkaUser',
        'app.kubernetes.io/managed-by': 'strimzi-user-operator',
      },
      ownerReferences: [ownerOf(user)],
    },
    type: 'Opaque',
    data: encodeData(values),
  };
}

export const scramValues = (username: string, password: string): Record<string, string> => ({
  password,
  'sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${username}" password="${password}";`,
});

/** A client's certificate, signed by the clients' authority: not the one by which brokers are known. */
export async function tlsValues(
  user: KafkaUser,
  authority: { readonly key: Secret; readonly certificate: Secret },
  now: Date,
): Promise<Record<string, string>> {
  const certificate = decodeData(authority.certificate, 'ca.crt');
  const issuer = { certificate, privateKey: decodeData(authority.key, 'ca.key') };
  const issued = await issueCertificate(issuer, { commonName: user.metadata.name }, now);
  return { 'ca.crt': certificate, 'user.crt': issued.certificate, 'user.key': issued.privateKey };
}
