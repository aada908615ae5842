import { observing, renderPostgresql } from '../../../../test/builders/apply-input.js';
import { aCnpgCluster } from '../../../../test/builders/cnpg.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { imageOf } from '../../../../test/builders/database-engine.js';
import type { DatabaseClusterSpec } from '../../../resources/database-cluster/index.js';
import type { CnpgCluster } from '../upstream.js';
import { RENDERED_CONFIG, serializeConfig, stageResources, stageRollout, type Config } from './rollout.js';

interface Live {
  readonly image?: string;
  readonly observedImage?: string;
  readonly config?: Config | string;
  readonly upgrading?: boolean;
}

function live({ image = 'old', observedImage = image, config, upgrading = false }: Live): CnpgCluster {
  const text = typeof config === 'string' ? config : config && serializeConfig(config);
  return aCnpgCluster({
    spec: { imageName: image },
    status: { image: observedImage, ...(upgrading && { targetPgDataImageInfo: { image, majorVersion: 18 } }) },
    annotations: text === undefined ? undefined : { [RENDERED_CONFIG]: text },
  });
}

describe('stageRollout', () => {
  it.each<{ does: string; given: Live; desired: { image: string; config: Config }; expected?: object }>([
    { does: 'changes settings at once', given: { config: { a: '1' } }, desired: { image: 'old', config: { a: '2' } } },
    { does: 'changes the image at once', given: { config: { a: '1' } }, desired: { image: 'new', config: { a: '1' } } },
    {
      does: 'holds new settings back until the image has changed',
      given: { config: { a: '1' } },
      desired: { image: 'new', config: { a: '2', b: '1' } },
      expected: { image: 'new', config: { a: '1' } },
    },
    {
      does: 'removes settings that the new image may not know before it comes',
      given: { config: { a: '1', b: '1' } },
      desired: { image: 'new', config: { a: '2' } },
      expected: { image: 'old', config: { a: '1' } },
    },
    {
      does: 'goes on holding while the operator has not taken the image up',
      given: { image: 'new', observedImage: 'old', config: { a: '1' } },
      desired: { image: 'new', config: { a: '2' } },
      expected: { image: 'new', config: { a: '1' } },
    },
    {
      does: 'goes on holding while a major upgrade runs',
      given: { image: 'new', config: { a: '1' }, upgrading: true },
      desired: { image: 'new', config: { a: '2' } },
      expected: { image: 'new', config: { a: '1' } },
    },
    {
      does: 'lets go once the image is observed',
      given: { image: 'new', config: { a: '1' } },
      desired: { image: 'new', config: { a: '2' } },
    },
    {
      does: 'holds nothing when the record cannot be read',
      given: { config: '{"a":1}' },
      desired: { image: 'new', config: { a: '2' } },
    },
    {
      does: 'holds nothing when the record is no JSON',
      given: { config: '{' },
      desired: { image: 'new', config: { a: '2' } },
    },
  ])('$does', ({ given, desired, expected = desired }) => {
    expect(stageRollout(desired, live(given))).toEqual(expected);
  });

  it('renders a new cluster whole', () => {
    const desired = { image: 'new', config: { a: '1' } };
    expect(stageRollout(desired, undefined)).toBe(desired);
  });

  it('comes to rest at the intent, and never changes image and settings in one write', () => {
    const spec: Partial<DatabaseClusterSpec> = { version: '18.4', config: [{ name: 'io_method', value: 'worker' }] };
    const before = renderPostgresql({ cluster: aDatabaseCluster({ config: [{ name: 'old_one', value: '1' }] }) });
    const states = [before.cluster];
    for (let round = 0; round < 4; round++) {
      const last = states.at(-1)!;
      const observed = observing({ ...last, status: { image: last.spec.imageName, currentPrimary: 'orders-1' } });
      states.push(renderPostgresql({ cluster: aDatabaseCluster(spec), observed }).cluster);
    }
    const seen = states.map(({ spec: { imageName, postgresql } }) => [imageName, postgresql.parameters]);
    expect(seen).toEqual([
      [imageOf('17.6'), { old_one: '1' }],
      [imageOf('17.6'), {}],
      [imageOf('18.4'), {}],
      [imageOf('18.4'), { io_method: 'worker' }],
      [imageOf('18.4'), { io_method: 'worker' }],
    ]);
  });
});

describe('serializeConfig', () => {
  it('does not depend on the order of the list', () => {
    expect(serializeConfig({ b: '2', a: '1' })).toBe(serializeConfig({ a: '1', b: '2' }));
  });
});

describe('stageResources', () => {
  const small = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  const large = { requests: { cpu: '2' }, limits: { cpu: '2' } };
  const upstream = aCnpgCluster({ spec: { storage: { size: '10Gi' }, walStorage: { size: '1Gi' }, resources: small } });

  it.each([
    { does: 'changes resources alone at once', sizes: { data: '10240Mi', wal: '1Gi' }, expected: large },
    { does: 'holds them while the data volume grows', sizes: { data: '20Gi', wal: '1Gi' }, expected: small },
    { does: 'holds them while the log volume grows', sizes: { data: '10Gi', wal: '2Gi' }, expected: small },
  ])('$does', ({ sizes, expected }) => {
    expect(stageResources(large, sizes, upstream)).toEqual(expected);
  });

  it('gives a new cluster its resources', () => {
    expect(stageResources(large, { data: '20Gi' }, undefined)).toBe(large);
  });
});
