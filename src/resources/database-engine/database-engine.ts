import type { Condition, KubeObject, ResourceType } from '../../kube/meta/index.js';

export const DATABASE_ENGINE: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'DatabaseEngine',
  plural: 'databaseengines',
  namespaced: false,
};

export type VersionStatus = 'Recommended' | 'Available' | 'Deprecated';
export type ParameterType = 'Integer' | 'Number' | 'Boolean' | 'String' | 'Enum' | 'Size' | 'Duration';

export class EngineVersion {
  /** Exact: `17.6`. */
  version!: string;
  image!: string;
  status!: VersionStatus;
  /** Exact versions that a cluster of this version may be moved to. */
  upgradesTo?: string[];
}

export class EngineSizes {
  recommended!: number;
  minimum!: number;
  maximum?: number;
  /** Sizes that lose data or availability in the ordinary course of events; allowed with `allowUnsafeTopology`. */
  unsafe?: number[];
}

export class EngineParameter {
  name!: string;
  type!: ParameterType;
  minimum?: number;
  maximum?: number;
  allowed?: string[];
  default?: string;
  description?: string;
  /** True when a change restarts members. */
  restart!: boolean;
  /** Lines (`17`) that know this parameter; all when absent. */
  lines?: string[];
}

export class EngineProxy {
  type!: string;
  image?: string;
  defaultSize!: number;
  parameters?: EngineParameter[];
}

export class DatabaseEngineSpec {
  displayName!: string;
  defaultVersion!: string;
  sizes!: EngineSizes;
  versions!: EngineVersion[];
  parameters?: EngineParameter[];
  /** True when parameters that the list above does not name are passed on unchecked. */
  allowUnlistedParameters?: boolean;
  proxies?: EngineProxy[];
}

export class EngineOperatorStatus {
  name!: string;
  installed!: boolean;
  version?: string;
}

export class EngineCapabilities {
  proxies!: string[];
  expose!: string[];
  walStorage!: boolean;
  powerState!: boolean;
}

export class DatabaseEngineStatus {
  operator?: EngineOperatorStatus;
  capabilities?: EngineCapabilities;
  conditions?: Condition[];
  observedGeneration?: number;
}

export interface DatabaseEngine extends KubeObject {
  spec: DatabaseEngineSpec;
  status?: DatabaseEngineStatus;
}
