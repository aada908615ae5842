/** Who asks: authentication.k8s.io/v1 UserInfo. */
export interface UserInfo {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export const AUTHENTICATED_GROUP = 'system:authenticated';
/** Members pass every authorization check. */
export const MASTERS_GROUP = 'system:masters';

/** What is asked for, on a resource. `*` never occurs here: it belongs to rules and to reviews. */
export interface ResourceAttributes {
  readonly verb: string;
  readonly group: string;
  readonly version?: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent at cluster scope and for all namespaces. */
  readonly namespace?: string;
  readonly name?: string;
}

/** What is asked for outside the resources: `get /version`. */
export interface NonResourceAttributes {
  readonly verb: string;
  readonly path: string;
}

export type AccessAttributes = ResourceAttributes | NonResourceAttributes;

export interface AccessDecision {
  readonly allowed: boolean;
  /** Which binding allowed it; empty when nothing did. */
  readonly reason: string;
}
