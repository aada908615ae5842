import type { KubeObject } from '../../src/kube/meta/index.js';
import { runApplier, type DesiredChild, type Provider } from '../../src/providers/contract/index.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aClusterThatRan, aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';
import { catalogueOf, everyCombination, EXPOSURE, RESOURCES, scheduling, type Choice, type Concern } from './matrix.js';

/** What databases of both engines are asked alike. */
const SHARED: readonly Concern[] = [
  [{ storage: { size: '10Gi' } }, { storage: { size: '1Ti', className: 'fast' } }],
  RESOURCES,
  EXPOSURE.filter(({ expose }) => expose?.type !== 'ClusterIP'),
  // Those that say everything are stopped, too: one combination less.
  scheduling('app.kubernetes.io/instance').map((choice) =>
    choice.podSchedulingPolicy?.affinity ? { ...choice, powerState: 'Stopped' } : choice,
  ),
];

/** One engine's rendering, as a table asks for it. */
export class PerconaContract {
  readonly name: string;
  readonly engine: DatabaseEngine;
  readonly matrix: readonly Choice[];

  constructor(
    readonly provider: Provider,
    own: readonly Concern[],
  ) {
    this.name = provider.engine;
    this.engine = catalogueOf(provider.engine);
    this.matrix = everyCombination([...own, ...SHARED]);
  }

  /** A database `orders` of three that has run, with the changes under test. */
  cluster(spec: Choice = {}): DatabaseCluster {
    return aClusterThatRan({ ...this.spec(spec) }, { version: undefined });
  }

  /** As at birth, or beside what stands. */
  render(spec: Choice = {}, standing: readonly DesiredChild[] = []): DesiredChild[] {
    const observed = standing.reduce((all, { type, object }) => all.with(type, object), new ObservedObjects());
    const cluster = standing.length > 0 ? this.cluster(spec) : aDatabaseCluster(this.spec(spec));
    return runApplier(this.provider.applier(anApplyInput({ cluster, engine: this.engine, observed })));
  }

  upstream<T extends KubeObject>(spec: Choice = {}, standing: readonly DesiredChild[] = []): T {
    return this.render(spec, standing).find(({ type }) => type === this.provider.upstream)!.object as T;
  }

  problems(spec: Choice): unknown[] {
    return this.provider.validate(aDatabaseCluster(this.spec(spec)), { engine: this.engine });
  }

  private spec(spec: Choice): Choice {
    const { name } = this.engine.metadata;
    return { engine: name, version: this.engine.spec.defaultVersion, clusterSize: 3, ...spec };
  }
}
