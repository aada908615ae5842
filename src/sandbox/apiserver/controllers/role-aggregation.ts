import { isDeepStrictEqual } from 'node:util';

import { CLUSTER_ROLES, RoleRules } from '../auth/index.js';
import type { PolicyRule, RoleObject } from '../auth/index.js';
import type { SystemWriter } from '../lifecycle/system-writer.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import type { ObjectStore } from '../storage/object-store.js';
import { WorkLoop } from './work-loop.js';

/**
 * Writes into aggregated ClusterRoles the rules that they gather, for those who read them. Whoever is bound to one has the
 * rights already: the authorizer gathers by itself.
 */
export class RoleAggregation {
  private readonly loop = new WorkLoop((name) => this.reconcile(name));
  private readonly rules: RoleRules;

  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly writer: SystemWriter,
  ) {
    this.rules = new RoleRules(store);
    this.addAll();
    store.onCommit(({ current }) => {
      if (current.storageKey === CLUSTER_ROLES) this.addAll();
    });
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private addAll(): void {
    for (const { name, object } of this.store.stored(CLUSTER_ROLES)) {
      if ((object as RoleObject).aggregationRule) this.loop.add(name);
    }
  }

  private async reconcile(name: string): Promise<void> {
    const role = this.store.get(CLUSTER_ROLES, undefined, name) as RoleObject | undefined;
    const resource = this.registry.findStored(CLUSTER_ROLES);
    if (!role?.aggregationRule || !resource) return;
    const rules = distinct(this.rules.ofClusterRole(name));
    if (isDeepStrictEqual(role.rules ?? [], rules)) return;
    await this.writer.edit({ resource, namespace: undefined, name }, (live) => ({ ...live, rules }));
  }
}

const distinct = (rules: readonly PolicyRule[]): PolicyRule[] =>
  rules.filter((rule, index) => rules.findIndex((other) => isDeepStrictEqual(other, rule)) === index);
