import { requestedProxy } from '../../domain/proxy.js';
import { isInLine, resolveVersion } from '../../domain/version.js';
import type { ConfigParameter, DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine, EngineParameter } from '../../resources/database-engine/index.js';

/** A setting of one cluster: what is wished for, and what is known of the rest. */
export interface ParameterState {
  readonly name: string;
  /** Absent for those of data members. */
  readonly component?: 'proxy';
  /** Null where the cluster leaves it to the engine. */
  readonly desired: string | null;
  /** Null where the catalogue does not say. */
  readonly default: string | null;
  readonly inEffect: string | null;
  readonly pendingRestart: boolean | null;
  /** Null where the catalogue does not list the parameter. */
  readonly restart: boolean | null;
}

export interface ClusterConfig {
  readonly items: readonly ParameterState[];
  /** Why values in effect are null. */
  readonly reason: string;
}

const NO_SOURCE =
  'What is in effect, and what waits for a restart, only the database itself knows: no operator reports it, and this service opens no connection to databases.';

/** Every parameter that the engine lists for the version that runs, and every other that the cluster sets; by name. */
export class ClusterConfiguration {
  constructor(private readonly engineNamed: (name: string) => DatabaseEngine | undefined) {}

  /** Of a cluster that the caller has been allowed to see; computed from caches. */
  of(cluster: DatabaseCluster): ClusterConfig {
    const engine = this.engineNamed(cluster.spec.engine);
    const proxy = requestedProxy(cluster.spec);
    const ofProxy = engine?.spec.proxies?.find(({ type }) => type === proxy?.type)?.parameters;
    return {
      items: [
        ...statesOf(cluster.spec.config, engine && listedFor(cluster, engine)),
        ...statesOf(proxy?.config, ofProxy).map((state) => ({ ...state, component: 'proxy' as const })),
      ],
      reason: NO_SOURCE,
    };
  }
}

function listedFor({ spec, status }: DatabaseCluster, engine: DatabaseEngine): readonly EngineParameter[] {
  const running = status?.version ?? status?.effective?.version;
  const version = running ?? resolveVersion({ requested: spec.version, engine })?.version;
  const { parameters = [] } = engine.spec;
  if (version === undefined) return parameters;
  return parameters.filter(({ lines }) => !lines || lines.some((line) => isInLine(version, line)));
}

function statesOf(
  config: readonly ConfigParameter[] = [],
  listed: readonly EngineParameter[] = [],
): Omit<ParameterState, 'component'>[] {
  const desired = new Map(config.map(({ name, value }) => [name, value]));
  const known = new Map(listed.map((parameter) => [parameter.name, parameter]));
  const names = [...new Set([...known.keys(), ...desired.keys()])].sort();
  return names.map((name) => ({
    name,
    desired: desired.get(name) ?? null,
    default: known.get(name)?.default ?? null,
    inEffect: null,
    pendingRestart: null,
    restart: known.get(name)?.restart ?? null,
  }));
}
