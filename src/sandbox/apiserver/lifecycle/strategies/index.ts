import { validateAdmissionConfiguration } from '../../admission/index.js';
import type { KindStrategy } from '../kind-strategy.js';
import { configMapStrategy, secretStrategy } from './config.strategy.js';
import { definitionStrategy } from './definition.strategy.js';
import { disruptionBudgetStrategy } from './disruption-budget.strategy.js';
import { cronJobStrategy, jobStrategy } from './job.strategy.js';
import { leaseStrategy } from './lease.strategy.js';
import { namespaceStrategy } from './namespace.strategy.js';
import { networkPolicyStrategy } from './network-policy.strategy.js';
import { nodeStrategy } from './node.strategy.js';
import { claimStrategy } from './persistent-volume-claim.strategy.js';
import { podStrategy } from './pod.strategy.js';
import { roleBindingStrategy, roleStrategy } from './rbac.strategy.js';
import { serviceStrategy } from './service.strategy.js';
import { storageClassStrategy } from './storage-class.strategy.js';
import { replicatedStrategy, statefulSetStrategy } from './workload.strategy.js';

const ADMISSION_CONFIGURATION: KindStrategy = {
  validate: validateAdmissionConfiguration,
  requiresResourceVersion: true,
};
const NO_STRATEGY: KindStrategy = {};

const STRATEGIES: Readonly<Record<string, KindStrategy>> = {
  '/configmaps': configMapStrategy,
  '/namespaces': namespaceStrategy,
  '/nodes': nodeStrategy,
  '/persistentvolumeclaims': claimStrategy,
  '/pods': podStrategy,
  '/secrets': secretStrategy,
  '/services': serviceStrategy,
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': ADMISSION_CONFIGURATION,
  'admissionregistration.k8s.io/validatingadmissionpolicies': ADMISSION_CONFIGURATION,
  'admissionregistration.k8s.io/validatingadmissionpolicybindings': ADMISSION_CONFIGURATION,
  'admissionregistration.k8s.io/validatingwebhookconfigurations': ADMISSION_CONFIGURATION,
  'apiextensions.k8s.io/customresourcedefinitions': definitionStrategy,
  'apps/deployments': replicatedStrategy,
  'apps/replicasets': replicatedStrategy,
  'apps/statefulsets': statefulSetStrategy,
  'batch/cronjobs': cronJobStrategy,
  'batch/jobs': jobStrategy,
  'coordination.k8s.io/leases': leaseStrategy,
  'networking.k8s.io/networkpolicies': networkPolicyStrategy,
  'policy/poddisruptionbudgets': disruptionBudgetStrategy,
  'rbac.authorization.k8s.io/clusterrolebindings': roleBindingStrategy,
  'rbac.authorization.k8s.io/clusterroles': roleStrategy,
  'rbac.authorization.k8s.io/rolebindings': roleBindingStrategy,
  'rbac.authorization.k8s.io/roles': roleStrategy,
  'storage.k8s.io/storageclasses': storageClassStrategy,
};

/** The rules of a kind; those of a kind without any are empty. */
export function strategyOf(storageKey: string): KindStrategy {
  return STRATEGIES[storageKey] ?? NO_STRATEGY;
}
