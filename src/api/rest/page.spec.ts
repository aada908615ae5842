import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { RestApp } from '../../../test/doubles/rest-app.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ClusterAccess } from '../../services/clusters/cluster-access.js';
import { ClusterReader } from '../../services/clusters/cluster-reader.js';

const LIST = '/api/v1/namespaces/shop/clusters';

const named = (name: string, resourceVersion: string): DatabaseCluster => {
  const cluster = aDatabaseCluster();
  return { ...cluster, metadata: { ...cluster.metadata, name, namespace: 'shop', uid: name, resourceVersion } };
};

describe('a page of a list', () => {
  let app: RestApp;
  const clusters = new InMemoryInformer([named('a', '1'), named('b', '2'), named('c', '3')]);

  beforeAll(async () => {
    const access = { requireList: async () => undefined } as unknown as ClusterAccess;
    app = await RestApp.start({ services: new Map([[ClusterReader, new ClusterReader(clusters.asInformer, access)]]) });
  });
  afterAll(() => app.stop());

  const get = (query: string, tag?: string): Promise<Response> =>
    app.fetch(LIST + query, { headers: tag === undefined ? {} : { 'if-none-match': tag } });
  const tagOf = async (query: string): Promise<string> => (await get(query)).headers.get('etag')!;

  it.each(['', '?total=true', '?limit=2', '?fields=metadata.name', '?name=nobody'])(
    'is not sent again to who has it: %s',
    async (query) => {
      const tag = await tagOf(query);
      expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
      for (const known of [tag, `"x", ${tag.slice(2)}`, '*']) {
        const again = await get(query, known);
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      }
      expect((await get(query, '"x"')).status).toBe(200);
    },
  );

  it('is another when one thing of it is, when one comes, and when one goes', async () => {
    const tags = [await tagOf('')];
    for (const change of [named('b', '4'), named('d', '5')]) {
      clusters.put(change);
      tags.push(await tagOf(''));
    }
    clusters.remove(named('d', '5'));
    tags.push(await tagOf(''));
    expect(new Set(tags).size).toBe(3);
    expect(tags[3]).toBe(tags[1]);
  });

  it('is another when what follows it is, and when there are more of all', async () => {
    const first = [await tagOf('?limit=3'), await tagOf('?limit=1&total=true')];
    clusters.put(named('e', '6'));
    const then = [await tagOf('?limit=3'), await tagOf('?limit=1&total=true')];
    expect(first.filter((tag) => then.includes(tag))).toEqual([]);
  });
});
