import { aKubeError } from '../../../test/builders/kube-error.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import { SubjectAccessAuthorizer, type AccessQuestion } from './authorizer.js';
import type { Caller } from './caller.js';

const ann: Caller = { username: 'ann', uid: 'u1', groups: ['team-a'], extra: { scopes: ['x'] } };
const question: AccessQuestion = { verb: 'get', type: DATABASE_CLUSTER, namespace: 'team-a', name: 'orders' };
const yes = (): object => ({ status: { allowed: true } });
const no = (): object => ({ status: { allowed: false } });
const attributesIn = ({ body }: KubeCall): AccessQuestion =>
  (body as { spec: { resourceAttributes: AccessQuestion } }).spec.resourceAttributes;

function authorizerOver(answer: (call: KubeCall) => unknown): {
  authorizer: SubjectAccessAuthorizer;
  client: ScriptedKubeClient;
  clock: ManualClock;
} {
  const client = new ScriptedKubeClient({ review: answer });
  const clock = new ManualClock();
  return { authorizer: new SubjectAccessAuthorizer(client, clock), client, clock };
}

describe('SubjectAccessAuthorizer', () => {
  it('asks about the caller as they are, and the very object', async () => {
    const { authorizer, client } = authorizerOver((call) => (attributesIn(call).name ? yes() : no()));
    expect(await authorizer.allows(ann, { ...question, subresource: 'credentials' })).toBe(true);
    expect(client.calls[1]?.body).toMatchObject({
      spec: {
        user: 'ann',
        uid: 'u1',
        groups: ['team-a'],
        extra: { scopes: ['x'] },
        resourceAttributes: {
          verb: 'get',
          group: 'dbaas.io',
          resource: 'databaseclusters',
          subresource: 'credentials',
          namespace: 'team-a',
          name: 'orders',
        },
      },
    });
  });

  it('asks about none of many objects whose kind the caller has a right to', async () => {
    const { authorizer, client } = authorizerOver(yes);
    const names = Array.from({ length: 100 }, (_, index) => `orders-${index}`);
    const answers = await Promise.all(names.map((name) => authorizer.allows(ann, { ...question, name })));
    expect(new Set(answers)).toEqual(new Set([true]));
    expect(client.calls.map(attributesIn)).toEqual([
      expect.not.objectContaining({ name: expect.anything() as unknown }),
    ]);
  });

  it.each(['namespace', 'name'])('allows nothing of a %s that nothing can have, and asks nobody', async (part) => {
    const { authorizer, client } = authorizerOver(yes);
    expect(await authorizer.allows(ann, { ...question, [part]: 'x'.repeat(254) })).toBe(false);
    expect(client.calls).toEqual([]);
  });

  it('asks about paths as paths', async () => {
    const { authorizer, client } = authorizerOver(yes);
    await authorizer.allowsPath(ann, '/metrics');
    expect(client.calls[0]?.body).toMatchObject({ spec: { nonResourceAttributes: { path: '/metrics', verb: 'get' } } });
  });

  it.each([{ status: { allowed: false } }, { status: {} }, {}, { status: { allowed: 'true' } }])(
    'takes nothing but a plain yes for one: %j',
    async (answer) => {
      expect(await authorizerOver(() => answer).authorizer.allows(ann, question)).toBe(false);
    },
  );

  it('asks once for many questions at once, and not again for ten seconds, whatever the answer', async () => {
    const { authorizer, client, clock } = authorizerOver(no);
    await Promise.all(Array.from({ length: 50 }, () => authorizer.allows(ann, question)));
    clock.jump(10_000);
    await authorizer.allows(ann, question);
    expect(client.calls).toHaveLength(2);
    clock.jump(1);
    await authorizer.allows(ann, question);
    expect(client.calls).toHaveLength(4);
  });

  it.each([
    { does: 'verb', caller: ann, other: { ...question, verb: 'delete' as const } },
    { does: 'namespace', caller: ann, other: { ...question, namespace: 'team-b' } },
    { does: 'name', caller: ann, other: { ...question, name: 'billing' } },
    { does: 'width', caller: ann, other: { ...question, name: undefined } },
    { does: 'subresource', caller: ann, other: { ...question, subresource: 'credentials' } },
    { does: 'user', caller: { ...ann, username: 'bob' }, other: question },
    { does: 'group', caller: { ...ann, groups: [] }, other: question },
    { does: 'scope', caller: { ...ann, extra: {} }, other: question },
  ])('does not take the answer for one $does for that of another', async ({ caller, other }) => {
    let allowed: string | undefined;
    const { authorizer } = authorizerOver((call) => {
      const asked = JSON.stringify(call.body);
      if (attributesIn(call).name) allowed ??= asked;
      return { status: { allowed: asked === allowed } };
    });
    expect(await authorizer.allows(ann, question)).toBe(true);
    expect(await authorizer.allows(caller, other)).toBe(false);
    expect(await authorizer.allows(ann, question)).toBe(true);
  });

  it('does not take a failure to ask for an answer', async () => {
    const failures = [aKubeError('ServiceUnavailable')];
    const { authorizer } = authorizerOver(() => {
      const failure = failures.shift();
      if (failure) throw failure;
      return yes();
    });
    await expect(authorizer.allows(ann, question)).rejects.toMatchObject({ reason: 'ServiceUnavailable' });
    expect(await authorizer.allows(ann, question)).toBe(true);
  });
});
