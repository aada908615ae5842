import type { KubeClient } from '../../kube/client/index.js';
import { RESOURCE_QUOTA, type KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import type { Caller } from '../auth/caller.js';
import type { ResourceAccess } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';

export interface QuotaUse {
  /** As Kubernetes calls it: `requests.cpu`, `persistentvolumeclaims`. */
  readonly resource: string;
  readonly limit: string;
  /** Null until Kubernetes has counted. */
  readonly used: string | null;
}

export interface NamespaceQuota {
  readonly name: string;
  /** Which pods it counts, where not all. */
  readonly scopes: readonly string[];
  readonly resources: readonly QuotaUse[];
}

interface ResourceQuota extends KubeObject {
  spec?: {
    hard?: Readonly<Record<string, string>>;
    scopes?: readonly string[];
    scopeSelector?: { matchExpressions?: readonly ScopeExpression[] };
  };
  status?: { used?: Readonly<Record<string, string>> };
}

interface ScopeExpression {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** A namespace has a handful. */
const MAX_QUOTAS = 100;

/** What Kubernetes grants a namespace, and what is taken of it. */
export class NamespaceQuotas {
  constructor(
    private readonly client: KubeClient,
    private readonly authorizer: SubjectAccessAuthorizer,
    private readonly clusters: ResourceAccess,
  ) {}

  /**
   * Read from the API server: they change with every pod, and few ask.
   * @throws ProblemError `forbidden` without the caller's own right to list them, `not_found` where they see no clusters either.
   */
  async of(caller: Caller, namespace: string): Promise<NamespaceQuota[]> {
    if (!(await this.authorizer.allows(caller, { verb: 'list', type: RESOURCE_QUOTA, namespace }))) {
      await this.clusters.requireList(caller, 'list', namespace);
      const detail = `"${caller.username}" may not list resourcequotas in namespace "${namespace}".`;
      throw new ProblemError('forbidden', detail);
    }
    const options = { namespace, limit: MAX_QUOTAS };
    const { items } = await asProblems(() => this.client.list<ResourceQuota>(RESOURCE_QUOTA, options));
    return items.map(quotaOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function quotaOf({ metadata, spec = {}, status }: ResourceQuota): NamespaceQuota {
  const { hard = {}, scopes = [], scopeSelector } = spec;
  const resources = Object.entries(hard).map(([resource, limit]) => ({
    resource,
    limit,
    used: status?.used?.[resource] ?? null,
  }));
  return {
    name: metadata.name,
    scopes: [...scopes, ...(scopeSelector?.matchExpressions ?? []).map(describeScope)],
    resources: resources.sort((a, b) => (a.resource < b.resource ? -1 : 1)),
  };
}

const describeScope = ({ scopeName, operator, values = [] }: ScopeExpression): string =>
  [scopeName, operator, ...(values.length > 0 ? [`(${values.join(', ')})`] : [])].join(' ');
