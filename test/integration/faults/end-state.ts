import type { KubeClient } from '../../../src/kube/client/index.js';
import {
  JOB,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  type ResourceType,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER, POOLER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';

export const KINDS: readonly ResourceType[] = [
  DATABASE_CLUSTER,
  CNPG_CLUSTER,
  POOLER,
  POD,
  PERSISTENT_VOLUME_CLAIM,
  SECRET,
  SERVICE,
  JOB,
];

/** Made up anew by every run: identities, versions, places, and hashes of what holds them. */
const VOLATILE = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'observedGeneration',
  'managedFields',
  'creationTimestamp',
  'clusterIP',
  'clusterIPs',
  'podIP',
  'podIPs',
  'hostIP',
  'hostIPs',
  'ip',
  'systemID',
  'node',
  'nodeName',
  'dbaas.io/applied-hash',
]);
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** Everything that a namespace holds, without what differs from one run to the next. */
export async function endStateOf(client: KubeClient, namespace: string): Promise<Readonly<Record<string, unknown>>> {
  const lists = await Promise.all(KINDS.map((type) => client.list(type, { namespace })));
  const objects = lists.flatMap(({ items }) => items);
  const entries = objects.map((object) => [
    `${object.kind}/${object.metadata.name}`,
    essenceOf(object, aliasesOf(objects, namespace)),
  ]);
  return Object.fromEntries(entries.sort()) as Record<string, unknown>;
}

/** Identities appear inside names and labels of other objects too. */
function aliasesOf(objects: readonly UntypedObject[], namespace: string): ReadonlyMap<string, string> {
  const uids = objects.map(({ kind, metadata }) => [metadata.uid!, `uid of ${kind}/${metadata.name}`] as const);
  return new Map([...uids, [namespace, 'the-namespace']]);
}

function essenceOf(object: UntypedObject, aliases: ReadonlyMap<string, string>): unknown {
  const { data, ...rest } = object as UntypedObject & { data?: object };
  let text = JSON.stringify({ ...rest, data: data && Object.keys(data).sort() }, (key, value: unknown) =>
    VOLATILE.has(key) ? undefined : typeof value === 'string' && TIME.test(value) ? 'a time' : value,
  );
  for (const [name, alias] of aliases) text = text.replaceAll(name, alias);
  return JSON.parse(text);
}
