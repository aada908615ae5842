const PAGE = 100;
const CONNECTIONS = 8;

/** The same questions of the application and of the API server behind it, one after the other, by another process. */
export async function measureReads({ reader, app, cluster, names, options: { seconds } }) {
  const { url, ca, token } = cluster.access;
  const load = async (server, target) => {
    const headers = { authorization: `Bearer ${token}`, ...target.headers };
    const cpuBeforeMs = await server.call('cpuMs');
    const measured = await reader.call('load', { ...target, headers, connections: CONNECTIONS, seconds, ca });
    return { ...measured, cpuMsEach: ((await server.call('cpuMs')) - cpuBeforeMs) / measured.requests };
  };
  const rest = `${app.url}/api/v1/namespaces/default/clusters`;
  const kube = `${url}/apis/dbaas.io/v1alpha1/namespaces/default/databaseclusters`;
  return {
    one: {
      rest: await load(app, { url: `${rest}/${names[0]}` }),
      kube: await load(cluster, { url: `${kube}/${names[0]}` }),
    },
    page: {
      rest: await load(app, { url: `${rest}?limit=${PAGE}` }),
      kube: await load(cluster, { url: `${kube}?limit=${PAGE}` }),
      graphql: await load(app, graphqlPage(app)),
    },
  };
}

const QUERY = `query Page($first: Int!) {
  clusters(namespace: "default", first: $first) {
    edges { node { metadata { name namespace uid } spec { engine version clusterSize } status { phase readyMembers } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

function graphqlPage(app) {
  return {
    url: `${app.url}/graphql`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { first: PAGE } }),
  };
}
