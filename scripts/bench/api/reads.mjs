import { request } from 'undici';
import { NAMESPACE } from '../user.mjs';
import { Worker } from '../worker.mjs';

export const PAGE = 100;
const CONNECTIONS = 8;

const QUERY = `query Page($first: Int!) {
  clusters(namespace: "${NAMESPACE}", first: $first) {
    edges {
      node {
        id metadata { name namespace } spec { engine version clusterSize } status { phase readyMembers }
        operations(first: 5) { edges { node { metadata { name } spec { type } status { phase } } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The same questions of the application and of the API server, by one caller who may read one namespace. */
export async function measureApiReads({ reader, app, cluster, token, names, options: { seconds } }) {
  const load = async (server, target) => {
    const headers = { authorization: `Bearer ${token}`, ...target.headers };
    const cpuBeforeMs = await server.call('cpuMs');
    const asked = { ...target, headers, connections: CONNECTIONS, seconds, ca: cluster.access.ca };
    const measured = await reader.call('load', asked);
    return { ...measured, cpuMsEach: ((await server.call('cpuMs')) - cpuBeforeMs) / measured.requests };
  };
  const rest = `${app.url}/api/v1/namespaces/${NAMESPACE}/clusters`;
  const kube = `${cluster.access.url}/apis/dbaas.io/v1alpha1/namespaces/${NAMESPACE}/databaseclusters`;
  const [name] = names;
  return {
    one: { api: await load(app, { url: `${rest}/${name}` }), kube: await load(cluster, { url: `${kube}/${name}` }) },
    page: {
      api: await load(app, { url: `${rest}?limit=${PAGE}` }),
      kube: await load(cluster, { url: `${kube}?limit=${PAGE}` }),
    },
    graphql: await measureGraphQl({ app, token, load }),
  };
}

/** The same query, over what it was answered with, by an executor that does nothing else. */
async function measureGraphQl({ app, token, load }) {
  const question = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { first: PAGE } }),
  };
  const url = `${app.url}/graphql`;
  const compiled = new Worker('./api/compiled-process.mjs');
  const { url: staticUrl } = await compiled.call('start', { query: QUERY, data: await answerTo(url, question, token) });
  const figures = {
    api: await load(app, { url, ...question }),
    compiled: await load(compiled, { url: staticUrl, ...question }),
  };
  await compiled.stop();
  return figures;
}

async function answerTo(url, { headers, ...question }, token) {
  const { body } = await request(url, { ...question, headers: { ...headers, authorization: `Bearer ${token}` } });
  const { data, errors } = await body.json();
  if (errors) throw new Error(`${url}: ${errors[0].message}`);
  return data;
}
