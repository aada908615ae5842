import { isDeepStrictEqual } from 'node:util';
import { formatFieldError } from '../../src/kube/schema/index.js';
import { PostgresqlProvider } from '../../src/providers/postgresql/provider.js';
import { CNPG_CLUSTER, POOLER } from '../../src/providers/postgresql/upstream.js';
import type { EngineParameter } from '../../src/resources/database-engine/index.js';
import type { Cluster as StandInCluster } from '../../src/sandbox/engines/postgresql/cluster.js';
import type { Pooler as StandInPooler } from '../../src/sandbox/engines/postgresql/pooler/pooler.js';
import { withDefaults } from '../../src/sandbox/engines/postgresql/webhook/defaults.js';
import { validateCluster } from '../../src/sandbox/engines/postgresql/webhook/validate-cluster.js';
import { validatePooler } from '../../src/sandbox/engines/postgresql/webhook/validate-others.js';
import type { Rendered } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { judgeOf, missingCrds } from './operator-crds.js';
import type { Choice } from './matrix.js';
import { ENGINE, MATRIX, render } from './postgresql-matrix.js';

const ACCEPTED = { unknownFields: [], errors: [] };

const skipped = missingCrds([CNPG_CLUSTER, POOLER]);
const describeWithCrds = skipped ? describe.skip : describe;

describeWithCrds(`what is rendered, by the CRDs of its operator${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  it('has no field that the operator does not know, and none that it refuses', () => {
    const [judgeCluster, judgePooler] = [judgeOf(CNPG_CLUSTER), judgeOf(POOLER)];
    const refused = MATRIX.flatMap((spec) => {
      const before = render({ ...spec, powerState: 'Running' });
      const after = render(spec, before);
      const verdicts = [
        judgeCluster(before.cluster),
        judgeCluster(after.cluster, before.cluster),
        ...(before.pooler ? [judgePooler(before.pooler)] : []),
        ...(after.pooler ? [judgePooler(after.pooler, before.pooler)] : []),
      ];
      return verdicts.filter((verdict) => !isDeepStrictEqual(verdict, ACCEPTED)).map((verdict) => ({ spec, verdict }));
    });
    expect(MATRIX.length).toBeGreaterThan(1000);
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('would be noticed if it were wrong', () => {
    const { cluster, pooler } = render({ proxy: { type: 'pgbouncer' } });
    const wrong = { ...cluster, spec: { ...cluster.spec, instances: 0, replicas: 3 } };
    expect(judgeOf(CNPG_CLUSTER)(wrong)).toMatchObject({
      unknownFields: ['spec.replicas'],
      errors: [expect.stringContaining('spec.instances')],
    });
    const moved = { ...pooler!, spec: { ...pooler!.spec, cluster: { name: 'another' } } };
    expect(judgeOf(POOLER)(moved, pooler).errors).toHaveLength(1);
  });
});

/** As the operator's webhooks treat a write: completed first, judged then. The stand-in's are written from its facts. */
function webhookProblems(after: Rendered, before?: Rendered): string[] {
  const stored = ({ cluster }: Rendered): StandInCluster => withDefaults(cluster as unknown as StandInCluster);
  const problems = [
    ...validateCluster(stored(after), before && stored(before)),
    ...(after.pooler ? validatePooler(after.pooler as unknown as StandInPooler) : []),
  ];
  return problems.map(formatFieldError);
}

describe('what is rendered, by the rules of the webhooks', () => {
  it('is accepted, at birth and on every way from one specification to the next', () => {
    const refused = MATRIX.flatMap((spec) => {
      const before = render({ ...spec, powerState: 'Running' });
      return [...webhookProblems(before), ...webhookProblems(render(spec, before), before)];
    });
    expect([...new Set(refused)]).toEqual([]);
  });

  it('is accepted at every stage of an upgrade that changes settings, volumes and resources too', () => {
    const stages = [
      render({ version: '16.10', config: [{ name: 'old_setting', value: '1' }], resources: { cpu: '1' } }),
    ];
    const spec: Choice = {
      version: '18.4',
      config: [{ name: 'max_connections', value: '300' }],
      resources: { cpu: '2' },
      storage: { size: '20Gi' },
    };
    for (let stage = 0; stage < 4; stage++) stages.push(render(spec, stages.at(-1)));
    const problems = stages.slice(1).flatMap((stage, index) => webhookProblems(stage, stages[index]));
    expect(problems).toEqual([]);
    expect(stages.at(-1)).toEqual(stages.at(-2));
    expect(stages.at(-1)?.cluster.spec).toMatchObject({
      imageName: expect.stringContaining(':18.4'),
      postgresql: { parameters: { max_connections: '300' } },
      resources: { limits: { cpu: '2' } },
      storage: { size: '20Gi' },
    });
  });

  it('would be refused in one write', () => {
    const before = render({ version: '16.10' });
    const after = render({ version: '18.4', config: [{ name: 'max_connections', value: '300' }] });
    expect(webhookProblems(after, before)).not.toEqual([]);
  });
});

describe('what the matrix asks for', () => {
  it('is valid by our own rules', () => {
    const provider = new PostgresqlProvider();
    const refused = MATRIX.map((spec) => provider.validate(aDatabaseCluster(spec), { engine: ENGINE }));
    expect(refused.flat().slice(0, 3)).toEqual([]);
  });
});

describe('what the catalogue offers', () => {
  const provider = new PostgresqlProvider();
  const problemsWith = (spec: Choice): unknown[] => provider.validate(aDatabaseCluster(spec), { engine: ENGINE });
  const withDefault = (parameters: readonly EngineParameter[] = []): { name: string; value: string }[] =>
    parameters.flatMap(({ name, default: value }) => (value === undefined ? [] : [{ name, value }]));

  it.each(ENGINE.spec.versions.map(({ version }) => version))(
    'includes version %s, which the operator runs',
    (version) => {
      expect(problemsWith({ version })).toEqual([]);
    },
  );

  it.each(withDefault(ENGINE.spec.parameters?.filter(({ lines }) => !lines || lines.includes('17'))))(
    'includes $name, which may be set to its own default',
    (parameter) => {
      expect(problemsWith({ config: [parameter] })).toEqual([]);
    },
  );

  it.each(withDefault(ENGINE.spec.proxies?.[0]?.parameters))(
    'includes $name of the proxy, which may be set to its own default',
    (parameter) => {
      expect(problemsWith({ proxy: { type: 'pgbouncer', config: [parameter] } })).toEqual([]);
    },
  );
});
