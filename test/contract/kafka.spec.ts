import { isDeepStrictEqual } from 'node:util';
import { KafkaProvider } from '../../src/providers/kafka/provider.js';
import {
  KAFKA,
  KAFKA_USER,
  NODE_POOL,
  REBALANCE,
  type Kafka,
  type NodePool,
} from '../../src/providers/kafka/upstream.js';
import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import type { DesiredChild } from '../../src/providers/contract/index.js';
import { forbiddenPrefixOf } from '../../src/providers/kafka/validation/forbidden-settings.js';
import { isForbidden } from '../../src/sandbox/engines/kafka/configuration.js';
import type { Kafka as StandInKafka, NodePool as StandInPool } from '../../src/sandbox/engines/kafka/kafka.js';
import type { Problem } from '../../src/sandbox/engines/kafka/validation/problem.js';
import { findProblem } from '../../src/sandbox/engines/kafka/validation/validate-kafka.js';
import { aKafkaCluster, childOf, ENGINE, MATRIX, render } from './kafka-matrix.js';
import type { Choice } from './matrix.js';
import { judgeOf, missingCrds, type Admission } from './operator-crds.js';

const ACCEPTED = { unknownFields: [], errors: [] };
const KINDS = [KAFKA, NODE_POOL, KAFKA_USER, REBALANCE];

const skipped = missingCrds(KINDS);
const describeWithCrds = skipped ? describe.skip : describe;

describeWithCrds(`what is rendered, by the CRDs of its operator${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const judges = new Map<ResourceType, (object: KubeObject, old?: KubeObject) => Admission>();

  beforeAll(() => {
    for (const type of KINDS) judges.set(type, judgeOf(type));
  });

  it('has no field that the operator does not know, and none that it refuses', () => {
    const birth = render({ clusterSize: 3 });
    const refused = MATRIX.flatMap((spec) =>
      [...render(spec), ...render(spec, birth)].flatMap(({ type, object }) => {
        const before = birth.find(
          (child) => child.type === type && child.object.metadata.name === object.metadata.name,
        );
        const verdict = judges.get(type)?.(object, before?.object) ?? ACCEPTED;
        return isDeepStrictEqual(verdict, ACCEPTED) ? [] : [{ spec, kind: type.kind, verdict }];
      }),
    );
    expect(MATRIX.length).toBeGreaterThan(400);
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('would be noticed if it were wrong', () => {
    const pool = childOf<NodePool>(render({}), NODE_POOL, 'broker');
    const wrong = { ...pool, spec: { ...pool.spec, replicas: -1, nodeSelector: {} } };
    expect(judges.get(NODE_POOL)!(wrong)).toMatchObject({
      unknownFields: ['spec.nodeSelector'],
      errors: [expect.stringContaining('spec.replicas')],
    });
  });
});

/** As the operator looks at a round before it touches anything. The stand-in's rules are written from its facts. */
function problemWith(children: readonly DesiredChild[]): Problem | undefined {
  const pools = children.filter(({ type }) => type === NODE_POOL).map(({ object }) => object as StandInPool);
  return findProblem(childOf<StandInKafka>(children, KAFKA), pools);
}

describe('what is rendered, by the rules of the operator', () => {
  it('is carried out, at birth and wherever it grows to', () => {
    const small = render({ clusterSize: 1, version: '4.2' });
    const refused = MATRIX.flatMap((spec) => [problemWith(render(spec)) ?? [], problemWith(render(spec, small)) ?? []]);
    expect(refused.flat().slice(0, 3)).toEqual([]);
  });

  it('would be refused with more copies than brokers', () => {
    const config = [{ name: 'default.replication.factor', value: '4' }];
    expect(problemWith(render({ config }))).toMatchObject({ reason: 'InvalidResourceException' });
  });

  it.each([
    ...['listeners', 'Port', 'portfolio', 'sasl.x', 'node.id', 'controller.x', 'log.dirs', 'broker.id', 'super.users'],
    ...['log.retention.ms', 'ssl.protocol', 'broker.session.timeout.ms', 'controller.quorum.fetch.timeout.ms'],
    ...['listener.name.tls-9093.max.connections', 'cruise.control.metrics.topic.retention.ms', 'num.io.threads'],
  ])('has the setting %s as the operator passes it on, or drops it', (name) => {
    expect(forbiddenPrefixOf(name) !== undefined).toBe(isForbidden(name));
  });
});

describe('what is rendered', () => {
  it('is the same for the same, and no second time anything else', () => {
    const differing = MATRIX.filter((spec) => {
      const first = render(spec);
      return !isDeepStrictEqual(render(spec, first), first) || !isDeepStrictEqual(render(spec), first);
    });
    expect(differing).toEqual([]);
  });

  it('is valid by our own rules', () => {
    const provider = new KafkaProvider();
    const refused = MATRIX.flatMap((spec) => provider.validate(aKafkaCluster(spec), { engine: ENGINE }));
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('gives Kafka another generation whenever a pool changes', () => {
    const stampOf = (spec: Choice) => childOf<Kafka>(render(spec), KAFKA).spec.kafka.template;
    expect(stampOf({ clusterSize: 5 })).not.toEqual(stampOf({ clusterSize: 4 }));
    expect(stampOf({ storage: { size: '20Gi' } })).not.toEqual(stampOf({}));
    expect(stampOf({ config: [{ name: 'log.retention.ms', value: '1' }] })).toEqual(stampOf({}));
  });
});

describe('what the catalogue offers', () => {
  const provider = new KafkaProvider();
  const problemsWith = (spec: Choice): unknown[] => provider.validate(aKafkaCluster(spec), { engine: ENGINE });

  it.each(ENGINE.spec.versions.map(({ version }) => version))('includes version %s', (version) => {
    expect(problemsWith({ version })).toEqual([]);
  });

  it.each((ENGINE.spec.parameters ?? []).filter(({ default: value }) => value !== undefined))(
    'includes $name, which may be set to its own default',
    ({ name, default: value }) => {
      expect(problemsWith({ config: [{ name, value: value! }] })).toEqual([]);
    },
  );
});
