import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { aCluster } from '../user.mjs';
import { forEachOf } from '../statistics.mjs';

const DEFINITION = new URL('../../../crds/dbaas.io_databaseclusters.yaml', import.meta.url);
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const MEMBERS = 3;
const POLL_MS = 50;

export const CONNECTIONS = 16;
/** What a list finds, and stays as it is. */
export const STANDING = { namespace: 'standing', count: 500 };
/** What each round makes and removes. */
export const PASSING = { namespace: 'passing', count: 500 };

export const pathOf = (namespace, name) =>
  `/apis/dbaas.io/v1alpha1/namespaces/${namespace}/databaseclusters${name ? `/${name}` : ''}`;
export const namesOf = ({ count }, prefix) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

export function clusterText(namespace, name, members = MEMBERS) {
  const cluster = aCluster(name, members);
  return JSON.stringify({ ...cluster, metadata: { ...cluster.metadata, namespace } });
}

/** The product's own kind, and databases to be listed. */
export async function prepare(client) {
  const definition = parse(await readFile(DEFINITION, 'utf8'));
  await client.send('POST', DEFINITIONS, { body: JSON.stringify(definition) });
  for (const { namespace } of [STANDING, PASSING]) {
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    await client.send('POST', '/api/v1/namespaces', { body: JSON.stringify(object) });
  }
  await untilServed(client);
  await forEachOf(namesOf(STANDING, 'standing'), CONNECTIONS, (name) =>
    client.send('POST', pathOf(STANDING.namespace), { body: clusterText(STANDING.namespace, name) }),
  );
}

/** A real server serves a kind some time after it has accepted the definition. */
async function untilServed(client) {
  const isServed = () =>
    client.send('GET', pathOf(PASSING.namespace)).then(
      () => true,
      () => false,
    );
  while (!(await isServed())) await delay(POLL_MS);
}
