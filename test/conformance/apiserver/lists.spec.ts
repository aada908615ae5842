import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('lists');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
  const labels: Record<string, Json> = {
    a: { app: 'x', tier: '1' },
    b: { app: 'x', tier: '2' },
    c: { app: 'y' },
    d: {},
  };
  for (const [name, own] of Object.entries(labels)) {
    const mode = name === 'a' ? 'fast' : 'safe';
    await suite.created(suite.widgets(namespace), suite.widget(name, { metadata: { labels: own }, spec: { mode } }));
  }
});

const list = (query: Record<string, string>, path = suite.widgets(namespace)): ReturnType<typeof suite.api.get> =>
  suite.api.get(path, { query });

const namesIn = (body: { items: { metadata: { name: string } }[] }): string[] =>
  body.items.map(({ metadata }) => metadata.name);

describe('label selectors', () => {
  it.each([
    { selector: '', names: ['a', 'b', 'c', 'd'] },
    { selector: 'app', names: ['a', 'b', 'c'] },
    { selector: '!app', names: ['d'] },
    { selector: 'app=x', names: ['a', 'b'] },
    { selector: 'app==x,tier=2', names: ['b'] },
    { selector: 'app!=x', names: ['c', 'd'] },
    { selector: 'app in (x, y),tier', names: ['a', 'b'] },
    { selector: 'app notin (x)', names: ['c', 'd'] },
    { selector: 'tier>1', names: ['b'] },
    { selector: 'tier<2', names: ['a'] },
  ])('"$selector" selects $names', async ({ selector, names }) => {
    const { body } = await list({ labelSelector: selector });
    expect(namesIn(body)).toEqual(names);
  });

  it.each(['app in x', 'a b', '=x', 'app=a b', 'app=(x)'])('"%s" is refused', async (labelSelector) => {
    expectFailure(await list({ labelSelector }), { code: 400, reason: 'BadRequest' });
  });
});

describe('field selectors', () => {
  it.each([
    { selector: 'metadata.name=a', names: ['a'] },
    { selector: 'metadata.name!=a', names: ['b', 'c', 'd'] },
    { selector: 'spec.mode=fast', names: ['a'] },
    { selector: 'spec.mode==safe,metadata.name!=d', names: ['b', 'c'] },
  ])('"$selector" selects $names', async ({ selector, names }) => {
    const { body } = await list({ fieldSelector: selector });
    expect(namesIn(body)).toEqual(names);
  });

  it('select a namespace', async () => {
    const { body } = await list({ fieldSelector: `metadata.namespace=${namespace}` }, suite.widgets());
    expect(namesIn(body)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are refused for fields nobody declared selectable', async () => {
    const response = await list({ fieldSelector: 'spec.size=1' });
    expectFailure(response, { code: 400, reason: 'BadRequest' });
    expect(response.body.message).toContain('field label not supported: spec.size');
  });

  it('find the events of an object, as "kubectl describe" asks', async () => {
    const event = (name: string, uid: string): Json => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name },
      involvedObject: { apiVersion: suite.apiVersion, kind: 'Widget', name: 'a', namespace, uid },
      reason: 'Tested',
      message: 'm',
      type: 'Normal',
    });
    const events = `/api/v1/namespaces/${namespace}/events`;
    await suite.created(events, event('one', 'u1'));
    await suite.created(events, event('two', 'u2'));
    const fieldSelector = `involvedObject.kind=Widget,involvedObject.uid=u2,involvedObject.name=a,involvedObject.namespace=${namespace}`;
    const { body } = await list({ fieldSelector }, events);
    expect(namesIn(body)).toEqual(['two']);
  });
});

describe('pages', () => {
  it('follow one another and add up', async () => {
    const first = await list({ limit: '3' });
    expect(namesIn(first.body)).toEqual(['a', 'b', 'c']);
    expect(first.body.metadata.remainingItemCount).toBe(1);
    const second = await list({ limit: '3', continue: first.body.metadata.continue });
    expect(namesIn(second.body)).toEqual(['d']);
    expect(second.body.metadata.continue ?? '').toBe('');
    expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
  });

  it('show the state of the first one while others write', async () => {
    const own = await suite.namespace();
    for (const name of ['a', 'c']) await suite.created(suite.widgets(own), suite.widget(name));
    const first = await list({ limit: '1' }, suite.widgets(own));
    await suite.created(suite.widgets(own), suite.widget('b'));
    await suite.api.delete(`${suite.widgets(own)}/c`);
    const second = await list({ limit: '10', continue: first.body.metadata.continue }, suite.widgets(own));
    expect(namesIn(second.body)).toEqual(['c']);
    const now = await list({}, suite.widgets(own));
    expect(namesIn(now.body)).toEqual(['a', 'b']);
  });

  it('do not count what remains of a selection', async () => {
    const { body } = await list({ limit: '1', labelSelector: 'app' });
    expect(body.metadata.continue).toBeTruthy();
    expect(body.metadata).not.toHaveProperty('remainingItemCount');
  });

  it('go on within a selection', async () => {
    const query = { limit: '1', labelSelector: 'app=x' };
    const first = await list(query);
    const second = await list({ ...query, continue: first.body.metadata.continue });
    expect([...namesIn(first.body), ...namesIn(second.body)]).toEqual(['a', 'b']);
  });

  it('go over namespaces in order', async () => {
    const first = await list({ limit: '2' }, suite.widgets());
    const second = await list({ limit: '500', continue: first.body.metadata.continue }, suite.widgets());
    const places = [...first.body.items, ...second.body.items].map(
      ({ metadata }: { metadata: { namespace: string; name: string } }) => `${metadata.namespace}/${metadata.name}`,
    );
    expect(places).toEqual([...places].sort());
    expect(new Set(places).size).toBe(places.length);
  });

  it('are refused for a token that is none', async () => {
    expectFailure(await list({ limit: '1', continue: 'nonsense' }), { code: 400, reason: 'BadRequest' });
  });
});

describe('versions', () => {
  it.each<{ does: string; query: Json; code: number }>([
    {
      does: 'an exact version that is zero',
      query: { resourceVersion: '0', resourceVersionMatch: 'Exact' },
      code: 422,
    },
    { does: 'a match without a version', query: { resourceVersionMatch: 'Exact' }, code: 422 },
    { does: 'an unknown match', query: { resourceVersion: '1', resourceVersionMatch: 'Roughly' }, code: 422 },
    { does: 'initial events of a list', query: { sendInitialEvents: 'true' }, code: 422 },
    { does: 'a version that is none', query: { resourceVersion: 'x' }, code: 400 },
  ])('$does is refused', async ({ query, code }) => {
    const { status, body } = await list(query as Record<string, string>);
    expect({ status, code: body.code }).toEqual({ status: code, code });
  });

  it('a version with a token is refused', async () => {
    const { body } = await list({ limit: '1' });
    const response = await list({ limit: '1', continue: body.metadata.continue, resourceVersion: '1' });
    expect(response.status).toBe(400);
  });

  it('an old state is shown when asked for exactly', async () => {
    const own = await suite.namespace();
    await suite.created(suite.widgets(own), suite.widget('a'));
    const { body } = await list({}, suite.widgets(own));
    await suite.created(suite.widgets(own), suite.widget('b'));
    const query = { resourceVersion: body.metadata.resourceVersion, resourceVersionMatch: 'Exact' };
    expect(namesIn((await list(query, suite.widgets(own))).body)).toEqual(['a']);
  });

  it('a version of the future is waited for, and then refused', async () => {
    const response = await list({ resourceVersion: '999999999', resourceVersionMatch: 'NotOlderThan' });
    expectFailure(response, { code: 504, reason: 'Timeout', causes: ['ResourceVersionTooLarge '] });
  });

  it('anything cached will do for zero', async () => {
    const { status, body } = await list({ resourceVersion: '0' });
    expect({ status, names: namesIn(body) }).toEqual({ status: 200, names: ['a', 'b', 'c', 'd'] });
  });
});
