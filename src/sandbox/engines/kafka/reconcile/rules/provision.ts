import { DEPLOYMENT, SERVICE } from '../../../../../kube/meta/index.js';
import { coversDesired } from '../../../../../kube/writes/covers-desired.js';
import { create, patch, remove } from '../../../mechanics/actions.js';
import { POD_DISRUPTION_BUDGET, SERVICE_ACCOUNT } from '../../../mechanics/kinds.js';
import { advanceDeployment } from '../../../mechanics/nodes/advance-deployment.js';
import { isTerminating, type Deployment, type Service } from '../../../mechanics/workloads.js';
import { buildDeployments } from '../../builders/deployments.js';
import { buildDisruptionBudget } from '../../builders/disruption-budget.js';
import { secretRecipes } from '../../builders/secrets.js';
import { buildServiceAccount } from '../../builders/service-account.js';
import { buildServices } from '../../builders/services.js';
import { fail } from '../fold-status.js';
import { hasRole, nodesOf, type KafkaView } from '../kafka-view.js';
import { ingressesOf } from '../listener-status.js';
import type { Action, Rule } from '../step.js';

/** The account, Secrets, Services and the disruption budget: everything around the nodes, in one step. */
export const provision: Rule = (view) => {
  const actions = [...syncAccount(view), ...syncSecrets(view), ...syncServices(view), ...syncBudget(view)];
  return actions.length === 0 ? undefined : { because: 'objects around the nodes differ', actions };
};

function syncAccount({ kafka, account }: KafkaView): Action[] {
  const wanted = buildServiceAccount(kafka);
  return account(wanted.metadata) ? [] : [create(SERVICE_ACCOUNT, wanted)];
}

const syncSecrets = ({ kafka, secret }: KafkaView): Action[] =>
  secretRecipes(kafka)
    .filter(({ name }) => secret({ namespace: kafka.metadata.namespace, name }) === undefined)
    .map((recipe): Action => ({ do: 'forge', recipe }));

function syncServices(view: KafkaView): Action[] {
  const brokers = nodesOf(view)
    .filter(({ pool }) => hasRole(pool, 'broker'))
    .map(({ pool, node }) => ({ pool: pool.pool, nodeId: node.id }));
  const wanted = buildServices(view.kafka, brokers);
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  return [
    ...view.services
      .filter((service) => !names.has(service.metadata.name) && !isTerminating(service))
      .map((service) => remove(SERVICE, service)),
    ...wanted.flatMap((service) => syncService(view.services, service)),
  ];
}

function syncService(existing: readonly Service[], wanted: Service): Action[] {
  const found = existing.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(SERVICE, wanted)];
  const { labels, annotations } = wanted.metadata;
  const changes = { metadata: { labels, annotations }, spec: wanted.spec };
  // Ports are told apart by name, so one too many goes unnoticed otherwise.
  const hasSamePorts = found.spec.ports?.length === wanted.spec.ports?.length;
  return hasSamePorts && coversDesired(found, changes) ? [] : [patch(SERVICE, found, changes)];
}

function syncBudget(view: KafkaView): Action[] {
  const wanted = buildDisruptionBudget(view.kafka, nodesOf(view).length);
  const found = view.budgets.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(POD_DISRUPTION_BUDGET, wanted)];
  const { minAvailable } = wanted.spec;
  return found.spec.minAvailable === minAvailable
    ? []
    : [patch(POD_DISRUPTION_BUDGET, found, { spec: { minAvailable } })];
}

/** No node is made before every load balancer has an address: brokers advertise it. */
export const awaitListeners: Rule = (view) => {
  const silent = view.kafka.spec.kafka.listeners.find(
    (listener) => listener.type === 'loadbalancer' && ingressesOf(view, listener).length === 0,
  );
  if (!silent) return undefined;
  if (!view.failures.has('load-balancer')) return { because: 'load balancers have no address yet' };
  const message = `Exceeded timeout of 300000ms while waiting for the load balancer of listener ${silent.name} to be ready`;
  return fail(view, { reason: 'StrimziTimeoutException', message });
};

/** What runs beside the brokers comes last, when there are some. */
export const syncDeployments: Rule = (view) => {
  const wanted = buildDeployments(view.kafka);
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  const actions = [
    ...view.deployments
      .filter((deployment) => !names.has(deployment.metadata.name) && !isTerminating(deployment))
      .map((deployment) => remove(DEPLOYMENT, deployment)),
    ...wanted.flatMap((deployment) => syncDeployment(view.deployments, deployment)),
  ];
  return actions.length === 0 ? undefined : { because: 'operators beside the brokers differ', actions };
};

function syncDeployment(existing: readonly Deployment[], wanted: Deployment): Action[] {
  const found = existing.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(DEPLOYMENT, wanted)];
  if (!coversDesired(found.spec, wanted.spec)) return [patch(DEPLOYMENT, found, { spec: wanted.spec })];
  return advanceDeployment(found);
}
