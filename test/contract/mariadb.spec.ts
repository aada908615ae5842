import { runApplier, type DesiredChild } from '../../src/providers/contract/index.js';
import { MariadbProvider } from '../../src/providers/mariadb/provider.js';
import { MARIADB, PHYSICAL_BACKUP, type Mariadb } from '../../src/providers/mariadb/upstream.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';
import { catalogueOf, everyCombination, EXPOSURE, RESOURCES, scheduling, type Choice } from './matrix.js';
import { judgeOf, missingCrds } from './operator-crds.js';

const ENGINE = catalogueOf('mariadb');
const provider = new MariadbProvider();

const MATRIX = everyCombination([
  [{ clusterSize: 3 }, { clusterSize: 1, version: '10.11' }, { clusterSize: 9, version: '11.4.7' }],
  [{ storage: { size: '10Gi' } }, { storage: { size: '1Ti', className: 'fast' } }],
  RESOURCES,
  [{}, { config: [{ name: 'max_connections', value: '200' }] }],
  EXPOSURE,
  scheduling('app.kubernetes.io/instance', { hasPodAffinity: false }),
]);

const clusterOf = (spec: Choice) => aDatabaseCluster({ engine: 'mariadb', version: '11.8', clusterSize: 3, ...spec });

function render(spec: Choice, standing: readonly DesiredChild[] = []): DesiredChild[] {
  const observed = standing.reduce((all, { type, object }) => all.with(type, object), new ObservedObjects());
  return runApplier(provider.applier(anApplyInput({ cluster: clusterOf(spec), engine: ENGINE, observed })));
}

const mariadbOf = (children: readonly DesiredChild[]): Mariadb =>
  children.find(({ type }) => type === MARIADB)!.object as Mariadb;

const skipped = missingCrds([MARIADB, PHYSICAL_BACKUP]);
const describeWithCrds = skipped ? describe.skip : describe;

describeWithCrds(`what is rendered, by the CRDs of its operator${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  it('has no field that the operator does not know, and none that it refuses', () => {
    const judges = new Map([MARIADB, PHYSICAL_BACKUP].map((type) => [type, judgeOf(type)] as const));
    const refused = MATRIX.flatMap((spec) =>
      render(spec).flatMap(({ type, object }) => {
        const { unknownFields, errors } = judges.get(type)!(object);
        return unknownFields.length + errors.length > 0 ? [{ spec, kind: type.kind, unknownFields, errors }] : [];
      }),
    );
    expect(MATRIX.length).toBeGreaterThan(200);
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('would be noticed if it were wrong', () => {
    const mariadb = mariadbOf(render({}));
    const wrong = { ...mariadb, spec: { ...mariadb.spec, updateStrategy: { type: 'Sometimes' }, members: 3 } };
    expect(judgeOf(MARIADB)(wrong)).toMatchObject({
      unknownFields: ['spec.members'],
      errors: [expect.stringContaining('spec.updateStrategy.type')],
    });
  });
});

describe('what is rendered', () => {
  it('passes the rules by which the matrix was chosen', () => {
    const problems = MATRIX.flatMap((spec) => provider.validate(clusterOf(spec), { engine: ENGINE }));
    expect(problems).toEqual([]);
  });

  it('never says who the primary is: the operator moves the role', () => {
    expect(JSON.stringify(render({}))).not.toContain('podIndex');
  });

  it('is replicated exactly where there are several, as the operator demands', () => {
    const replicated = (clusterSize: number): unknown => mariadbOf(render({ clusterSize })).spec.replication?.enabled;
    expect([1, 2, 3].map(replicated)).toEqual([undefined, true, true]);
    expect(render({ clusterSize: 1 }).map(({ type }) => type.kind)).toEqual(['MariaDB']);
  });

  it('keeps the release that runs within its line', () => {
    const born = render({ version: '11.8.2' });
    expect(mariadbOf(render({ version: '11.8' }, born)).spec.image).toMatch(/:11\.8\.2$/);
    expect(mariadbOf(render({ version: '11.8.3' }, born)).spec.image).toMatch(/:11\.8\.3$/);
  });

  it('puts settings into one section, and shows on the pods that they have changed', () => {
    const config = [
      { name: 'max_connections', value: '200' },
      { name: 'event_scheduler', value: 'ON' },
    ];
    const { myCnf, podMetadata } = mariadbOf(render({ config })).spec;
    expect(myCnf).toBe('[mariadb]\nevent_scheduler = ON\nmax_connections = 200\n');
    expect(podMetadata).not.toEqual(mariadbOf(render({})).spec.podMetadata);
  });
});
