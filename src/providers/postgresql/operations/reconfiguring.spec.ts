import { aMemberPod, memberPods, waitingFor } from '../../../../test/builders/cnpg.js';
import { aDatabaseEngine } from '../../../../test/builders/database-engine.js';
import { PlayedOperation, type Scene, type Sight } from '../../../../test/builders/operation.js';
import type { Reconfiguring } from '../../../resources/ops-request/index.js';
import { RENDERED_CONFIG } from '../steps/rollout.js';
import { reconfiguring } from './reconfiguring.js';

const ENGINE = aDatabaseEngine({
  parameters: [
    { name: 'work_mem', type: 'Size', restart: false, default: '4MB' },
    { name: 'shared_buffers', type: 'Size', restart: true, default: '128MB' },
    { name: 'max_connections', type: 'Integer', restart: true, default: '100' },
  ],
});

const played = (asked: Reconfiguring, before: Scene = {}): PlayedOperation =>
  new PlayedOperation(reconfiguring, { type: 'Reconfiguring', reconfiguring: asked }, before, ENGINE);

/** The operator's Cluster with settings as the applier renders them, among defaults of the operator's own. */
const rendered = (parameters: Record<string, string>, status = {}): Scene['upstream'] => ({
  annotations: { [RENDERED_CONFIG]: JSON.stringify(parameters) },
  spec: { postgresql: { parameters: { ...parameters, wal_level: 'logical' } } },
  status,
});
const anew = (name: string, changes: Parameters<typeof aMemberPod>[1] = {}) =>
  aMemberPod(name, { uid: `new-${name}`, ...changes });

describe('a setting that is reloaded', () => {
  const operation = played({ set: [{ name: 'work_mem', value: '16MB' }] });

  it('is noticed by nobody', () => {
    expect(operation.plan).toEqual({
      disruption: 'None',
      steps: [{ name: 'ApplySettings' }],
      restarts: [],
      warnings: [],
    });
  });

  it.each<Sight>([
    { seen: 'the operator does not have it', scene: { upstream: rendered({}) }, state: 'Running', progress: '0/1' },
    {
      seen: 'the applier says so and the setting is another',
      scene: {
        upstream: { ...rendered({ work_mem: '16MB' }), spec: { postgresql: { parameters: { work_mem: '1MB' } } } },
      },
      state: 'Running',
    },
    {
      seen: 'the operator is at work',
      scene: { upstream: rendered({ work_mem: '16MB' }, { phase: 'Applying configuration' }) },
      state: 'Running',
    },
    {
      seen: 'it has it and is content',
      scene: { upstream: rendered({ work_mem: '16MB' }) },
      state: 'Done',
      message: 'In force: work_mem.',
    },
  ])('is seen when $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is watched for a while, since nothing shows that it was read', () => {
    expect(operation.settleSecondsAt({ upstream: rendered({ work_mem: '16MB' }) })).toBeGreaterThanOrEqual(15);
  });

  it('is taken back when the former settings stand', () => {
    expect(operation.undoneAt({ upstream: rendered({ work_mem: '16MB' }) }).state).toBe('Running');
    expect(operation.undoneAt({ upstream: rendered({}) }).state).toBe('Done');
  });
});

describe('a setting that needs a restart', () => {
  const operation = played({ set: [{ name: 'shared_buffers', value: '1GB' }] });
  const asked = (status = {}): Scene['upstream'] => rendered({ shared_buffers: '1GB' }, status);

  it('restarts replicas, then the primary', () => {
    expect(operation.plan).toMatchObject({ disruption: 'Rolling', restarts: ['orders-2', 'orders-3', 'orders-1'] });
  });

  it.each<Sight>([
    {
      seen: 'the operator has begun',
      scene: { upstream: asked({ phase: 'Applying configuration' }) },
      state: 'Running',
      progress: '1/4',
    },
    {
      seen: 'a replica is back',
      scene: {
        upstream: asked({ phase: 'Upgrading cluster' }),
        pods: [aMemberPod('orders-1'), anew('orders-2'), aMemberPod('orders-3')],
      },
      state: 'Running',
      progress: '2/4',
    },
    {
      seen: 'a replica crashes with it',
      scene: {
        upstream: asked({ phase: 'Waiting for the instances to become active' }),
        pods: [
          aMemberPod('orders-1'),
          anew('orders-2', { ready: false, status: waitingFor('CrashLoopBackOff') }),
          aMemberPod('orders-3'),
        ],
      },
      state: 'Running',
      message: expect.stringContaining('orders-2 is in CrashLoopBackOff'),
    },
    {
      seen: 'everybody is back',
      scene: {
        upstream: asked({ currentPrimary: 'orders-2', targetPrimary: 'orders-2' }),
        pods: [anew('orders-1', { primary: false }), anew('orders-2', { primary: true }), anew('orders-3')],
      },
      state: 'Done',
      progress: '4/4',
    },
  ])('is seen when $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is believed at once when new pods prove it, and after a minute of quiet when nothing does', () => {
    const proven = { upstream: asked(), pods: [anew('orders-1'), anew('orders-2'), anew('orders-3')] };
    expect(operation.settleSecondsAt(proven)).toBeLessThanOrEqual(10);
    expect(operation.settleSecondsAt({ upstream: asked() })).toBeGreaterThanOrEqual(60);
  });
});

describe('what a change costs', () => {
  const config = [{ name: 'max_connections', value: '200' }];
  it.each([
    {
      change: 'a value that is the default already',
      asked: { set: [{ name: 'shared_buffers', value: '128mb' }] },
      disruption: 'None',
      restarts: [],
    },
    { change: 'a value that was set already', asked: { set: config }, disruption: 'None', restarts: [] },
    {
      change: 'a value taken back that was lower than the default',
      asked: { unset: ['shared_buffers'] },
      disruption: 'None',
      restarts: [],
    },
    {
      change: 'a bound of the replicas that is raised',
      asked: { set: [{ name: 'max_connections', value: '300' }] },
      disruption: 'Rolling',
      restarts: ['orders-2', 'orders-3', 'orders-1'],
    },
    {
      change: 'a bound of the replicas that is lowered',
      asked: { unset: ['max_connections'] },
      disruption: 'Downtime',
      restarts: ['orders-1', 'orders-2', 'orders-3'],
    },
    {
      change: 'libraries loaded at the start',
      asked: { set: [{ name: 'shared_preload_libraries', value: 'pg_cron' }] },
      disruption: 'Rolling',
      restarts: ['orders-2', 'orders-3', 'orders-1'],
    },
    {
      change: 'a setting that nobody knows',
      asked: { set: [{ name: 'my.setting', value: '1' }] },
      disruption: 'Rolling',
      restarts: [],
    },
  ])('$change', ({ asked, disruption, restarts }) => {
    expect(played(asked, { intent: { config } }).plan).toMatchObject({ disruption, restarts });
  });

  it('is downtime for a single member', () => {
    const before = { upstream: { spec: { instances: 1 } }, pods: memberPods(1) };
    expect(played({ set: [{ name: 'shared_buffers', value: '1GB' }] }, before).plan.disruption).toBe('Downtime');
  });

  it('is said to be unknown where the catalogue knows nothing', () => {
    expect(played({ set: [{ name: 'my.setting', value: '1' }] }).plan.warnings).toEqual([
      expect.stringContaining('my.setting'),
    ]);
  });
});
