import type { ResourceType, UntypedObject } from '../../kube/meta/index.js';
import type { MemberRole } from '../../resources/database-cluster/index.js';
import type { Component } from './component.js';
import type { PerconaCluster } from './upstream.js';

/** Where one operator's resources differ from the other's. Pure functions of the operator's objects. */
export interface PerconaDialect<U extends PerconaCluster = PerconaCluster> {
  readonly kinds: { readonly cluster: ResourceType; readonly backup: ResourceType; readonly restore: ResourceType };
  /** As people call the cluster's object. */
  readonly kindName: string;
  asCluster(object: UntypedObject | undefined): U | undefined;
  /** Those that its objects are rendered for (`crVersion`), the oldest first. */
  readonly levels: readonly string[];
  /** Data first, then configuration, then routers; of a database that has none of one kind, none. */
  componentsOf(upstream: U): readonly Component[];
  /** What a pod of the component is just now, as far as the operator's object tells. */
  roleOf(upstream: U, component: Component, pod: string): MemberRole;
  /** Texts in messages by which the operator refuses a definition for good. */
  readonly refusals: readonly string[];
  /** The exact version that runs, once the operator has asked the database. */
  versionOf(upstream: U): string | undefined;
  /** Name of the cluster that a backup or a restore is for. */
  clusterOf(request: Pick<UntypedObject, 'spec'>): string | undefined;
  /** States of a restore in which the operator still works at it. Absent state counts as such. */
  isRestoreOver(state: string): boolean;
  /** Of a restore that is over: why it has failed, as the operator says it; undefined when it has not. */
  restoreFailure(restore: UntypedObject): string | undefined;
}
