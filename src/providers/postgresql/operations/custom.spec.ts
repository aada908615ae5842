import { aMemberPod, memberPods } from '../../../../test/builders/cnpg.js';
import { PlayedOperation, STARTED_AT, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { CUSTOM_OPERATIONS } from './index.js';

const FENCED = 'cnpg.io/fencedInstances';
const played = (name: string, parameters?: Record<string, string>, before: Scene = {}): PlayedOperation =>
  new PlayedOperation(
    CUSTOM_OPERATIONS.find((operation) => operation.name === name)!,
    { type: 'Custom', custom: { name, parameters } },
    before,
  );
const fencing = (list: string, pods = memberPods(), resourceVersion?: string): Scene => ({
  upstream: { annotations: { [FENCED]: list }, resourceVersion },
  pods,
});
const down = [...memberPods(2), aMemberPod('orders-3', { ready: false })];

it('are told by name, with words for people', () => {
  expect(CUSTOM_OPERATIONS.map(({ name }) => name)).toEqual(['reload', 'fence', 'unfence']);
});

describe('reload', () => {
  const operation = played('reload');
  const asked = { annotations: { 'cnpg.io/reloadedAt': STARTED_AT } };

  it.each<Sight>([
    { seen: 'nothing was asked', scene: {}, state: 'Running', actions: ['patch Cluster orders'] },
    {
      seen: 'an older one stands there',
      scene: { upstream: { annotations: { 'cnpg.io/reloadedAt': '2026-01-01T00:00:00Z' } } },
      actions: ['patch Cluster orders'],
    },
    {
      seen: 'the operator restarts members for it',
      scene: { upstream: { ...asked, status: { phase: 'Upgrading cluster' } } },
      state: 'Running',
      actions: [],
    },
    { seen: 'everybody is content', scene: { upstream: asked }, state: 'Done', actions: [] },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is watched for a while, for nothing shows that it has happened', () => {
    expect(operation.settleSecondsAt({ upstream: asked })).toBeGreaterThanOrEqual(15);
  });
});

describe('fence', () => {
  const operation = played('fence', { member: 'orders-3' });

  it('of the primary is downtime, of a replica is not', () => {
    expect(operation.plan).toMatchObject({ disruption: 'Rolling', warnings: [] });
    expect(played('fence', { member: 'orders-1' }).plan).toMatchObject({
      disruption: 'Downtime',
      warnings: [expect.stringContaining('nobody can write')],
    });
  });

  it('adds to those that are fenced, at the very version that was read', () => {
    expect(operation.actionsAt(fencing('["orders-2"]', undefined, '77'))).toMatchObject([
      { resourceVersion: '77', mergePatch: { metadata: { annotations: { [FENCED]: '["orders-2","orders-3"]' } } } },
    ]);
  });

  it.each<Sight>([
    { seen: 'nothing was asked', scene: {}, state: 'Running', actions: ['patch Cluster orders'] },
    {
      seen: 'what is listed cannot be read, which fences nobody',
      scene: fencing('orders-3'),
      state: 'Running',
      actions: ['patch Cluster orders'],
    },
    {
      seen: 'it still serves',
      scene: fencing('["orders-3"]'),
      state: 'Running',
      actions: [],
      message: 'PostgreSQL shuts down in orders-3.',
    },
    { seen: 'it serves no longer', scene: fencing('["orders-3"]', down), state: 'Done' },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is undone by letting it run again', () => {
    expect(operation.undoneAt(fencing('["orders-3"]', down))).toMatchObject({
      state: 'Running',
      actions: ['patch Cluster orders'],
    });
    expect(operation.undoneAt({ pods: down })).toMatchObject({ state: 'Running', actions: [] });
    expect(operation.undoneAt({}).state).toBe('Done');
  });

  it.each([
    { why: 'there is no such member', member: 'orders-9', scene: {} },
    { why: 'it is fenced already', member: 'orders-3', scene: fencing('["*"]') },
  ])('is refused because $why', ({ member, scene }) => {
    expect(played('fence', { member }, scene).refusals).toContainEqual(
      expect.stringContaining('spec.custom.parameters.member'),
    );
  });
});

describe('unfence', () => {
  const operation = played('unfence', { member: 'orders-3' }, fencing('["orders-3"]', down));
  const listAfter = (list: string): unknown =>
    (
      operation.actionsAt(fencing(list, down))[0] as {
        mergePatch: { metadata: { annotations: Record<string, unknown> } };
      }
    ).mergePatch.metadata.annotations[FENCED];

  it.each([
    { list: '["orders-3"]', after: null },
    { list: '["orders-2","orders-3"]', after: '["orders-2"]' },
    { list: '["*"]', after: '["orders-1","orders-2"]' },
  ])('leaves of $list $after', ({ list, after }) => {
    expect(listAfter(list)).toBe(after);
  });

  it.each<Sight>([
    { seen: 'it is starting', scene: { pods: down }, state: 'Running', actions: [] },
    { seen: 'it is ready', scene: {}, state: 'Done', message: 'Member orders-3 is fenced no longer and ready.' },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is refused for a member that is not fenced', () => {
    expect(played('unfence', { member: 'orders-3' }).refusals).toEqual([expect.stringContaining('is not fenced')]);
  });
});
