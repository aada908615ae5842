import type { KubeObject } from '../../../kube/meta/index.js';

/** The roles and bindings that every cluster starts with: create those that are absent. */
export const BOOTSTRAP_RBAC: readonly KubeObject[] = [];
