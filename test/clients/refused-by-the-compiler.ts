import { CreateClusterDocument, EngineDocument } from './generated/graphql.js';
import type { GraphqlClient } from './graphql-client.js';
import type { Cluster, RestClient } from './rest-client.js';

/*
 * What `tsc` has to refuse, or the generated types would be worth nothing: a line that compiles after all is an error.
 * Nobody calls these.
 */

const path = { namespace: 'default' };

export function mistakesByRest(client: RestClient, cluster: Cluster): unknown[] {
  return [
    // @ts-expect-error -- there is no such route
    client.GET('/api/v1/cluster'),
    // @ts-expect-error -- the namespace is missing
    client.GET('/api/v1/namespaces/{namespace}/clusters'),
    // @ts-expect-error -- no phase is called so
    client.GET('/api/v1/clusters', { params: { query: { phase: ['Fine'] } } }),
    client.POST('/api/v1/namespaces/{namespace}/clusters', {
      params: { path },
      // @ts-expect-error -- a number of members is a number
      body: { metadata: { name: 'a' }, spec: { engine: 'kafka', clusterSize: 'three', storage: { size: '1Gi' } } },
    }),
    client.POST('/api/v1/namespaces/{namespace}/clusters', {
      params: { path },
      // @ts-expect-error -- the storage is missing
      body: { metadata: { name: 'a' }, spec: { engine: 'kafka', clusterSize: 3 } },
    }),
    // @ts-expect-error -- clusters have no such field
    cluster.spec.replicas,
    // @ts-expect-error -- there may be no status yet
    cluster.status.phase,
  ];
}

export async function mistakesByGraphql(client: GraphqlClient): Promise<unknown[]> {
  const { engine } = await client.ask(EngineDocument, { name: 'kafka' });
  return [
    // @ts-expect-error -- the name of the engine is missing
    client.ask(EngineDocument, {}),
    // @ts-expect-error -- the spec is missing
    client.ask(CreateClusterDocument, { input: { namespace: 'default', name: 'a' } }),
    // @ts-expect-error -- there may be no such engine
    engine.spec,
    // @ts-expect-error -- the document does not ask for it
    engine?.metadata,
  ];
}
