import { DATABASE_CLUSTER } from '../product.mjs';
import { percentile } from '../statistics.mjs';
import { NAMESPACE } from '../user.mjs';
import { Worker } from '../worker.mjs';

const CHANGES = 20;
const SLOW = 1;

/** One cluster changes, many subscribers are told; one of them, who never reads, is in nobody's way. */
export async function measureFanOut({ app, cluster, user, token, names, options: { subscribers: count } }) {
  const worker = new Worker('./api/subscriber-process.mjs');
  const [name] = names;
  const { url, ca } = cluster.access;
  const watch = `${url}/apis/dbaas.io/v1alpha1/namespaces/${NAMESPACE}/databaseclusters?watch=1`;
  await worker.call('watch', {
    url: `${watch}&fieldSelector=metadata.name%3D${name}`,
    ca,
    headers: { authorization: `Bearer ${token}` },
  });
  const query = `subscription { clusterChanged(namespace: "${NAMESPACE}", name: "${name}") { metadata { resourceVersion } status { phase } } }`;
  const socket = `${app.url.replace('http', 'ws')}/graphql`;
  await worker.call('subscribe', { url: socket, token, query, count, slow: SLOW });
  const changes = [];
  for (let change = 0; change < CHANGES; change++) {
    const body = { metadata: { annotations: { 'bench/change': String(change) } } };
    const { metadata } = await user.client.patch(
      DATABASE_CLUSTER,
      { namespace: NAMESPACE, name },
      { type: 'merge', body },
    );
    changes.push(await worker.call('latenciesOf', { resourceVersion: metadata.resourceVersion, count }));
  }
  await worker.stop();
  const median = (figure) =>
    percentile(
      changes.map((change) => change[figure]),
      50,
    );
  return {
    changes: CHANGES,
    slow: SLOW,
    p50Ms: median('p50Ms'),
    p99Ms: median('p99Ms'),
    worstMs: Math.max(...changes.map(({ maxMs }) => maxMs)),
  };
}
