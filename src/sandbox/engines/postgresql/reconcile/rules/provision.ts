import { SERVICE } from '../../../../../kube/meta/index.js';
import { coversDesired } from '../../../../../kube/writes/covers-desired.js';
import { buildDisruptionBudgets } from '../../builders/disruption-budgets.js';
import { isOwnedBy } from '../../../mechanics/ownership.js';
import { secretRecipes, type SecretRecipe } from '../../builders/secrets.js';
import { buildServiceAccount } from '../../builders/service-account.js';
import { buildServices } from '../../builders/services.js';
import type { ManagedService } from '../../cluster.js';
import { POD_DISRUPTION_BUDGET, SERVICE_ACCOUNT } from '../../../mechanics/kinds.js';
import { LABEL, PHASE } from '../../well-known.js';
import type { Secret, Service } from '../../../mechanics/workloads.js';
import { isUnowned, type ClusterView } from '../cluster-view.js';
import { create, patch, remove } from '../../../mechanics/actions.js';
import type { Action, Rule } from '../step.js';

/** The account, Services, Secrets and disruption budgets: everything around the instances, in one step. */
export const provision: Rule = (view) => {
  const taken = namesTakenByOthers(view);
  if (taken.length > 0) {
    const phaseReason = `refusing to reconcile ${taken.join(', ')}: not owned by this cluster`;
    return { because: 'a name is taken', status: { phase: PHASE.cannotCreateObjects, phaseReason } };
  }
  const actions = [...syncAccount(view), ...syncSecrets(view), ...syncServices(view), ...syncBudgets(view)];
  return actions.length === 0 ? undefined : { because: 'objects around the instances differ', actions };
};

function namesTakenByOthers({ cluster, secret, service }: ClusterView): string[] {
  const { namespace } = cluster.metadata;
  const others = (found: { metadata: Service['metadata'] } | undefined): boolean =>
    found !== undefined && !isOwnedBy(found.metadata, cluster);
  const services = buildServices(cluster).map(({ metadata: { name } }) => name);
  return [
    ...services.filter((name) => others(service({ namespace, name }))).map((name) => `service ${name}`),
    ...secretRecipes(cluster)
      .filter(({ kind, name }) => others(secret({ namespace, name })) && !isGiven(kind, secret({ namespace, name })))
      .map(({ name }) => `secret ${name}`),
  ];
}

/** Certificates that belong to nobody are used as they are: a person has put them there. */
const isGiven = (kind: SecretRecipe['kind'], secret: Secret | undefined): boolean =>
  secret !== undefined && CERTIFICATES.includes(kind) && isUnowned(secret);

const CERTIFICATES: readonly SecretRecipe['kind'][] = ['ca', 'server', 'replication'];

function syncAccount({ cluster, account }: ClusterView): Action[] {
  const wanted = buildServiceAccount(cluster);
  return wanted && !account(wanted.metadata) ? [create(SERVICE_ACCOUNT, wanted)] : [];
}

function syncSecrets({ cluster, secret }: ClusterView): Action[] {
  const { namespace } = cluster.metadata;
  return secretRecipes(cluster)
    .filter(({ name }) => secret({ namespace, name }) === undefined)
    .map((recipe): Action => ({ do: 'forge', recipe }));
}

function syncServices({ cluster, services }: ClusterView): Action[] {
  const wanted = buildServices(cluster);
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  const replaced = new Set((cluster.spec.managed?.services?.additional ?? []).filter(isReplaced).map(nameOf));
  return [
    ...services.filter(({ metadata }) => !names.has(metadata.name)).map((service) => remove(SERVICE, service)),
    ...wanted.flatMap((service) => syncService(services, service, replaced.has(service.metadata.name))),
  ];
}

const isReplaced = ({ updateStrategy }: ManagedService): boolean => updateStrategy === 'replace';
const nameOf = ({ serviceTemplate }: ManagedService): string => serviceTemplate.metadata?.name ?? '';

function syncService(existing: readonly Service[], wanted: Service, replace: boolean): Action[] {
  const found = existing.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(SERVICE, wanted)];
  const { labels, annotations } = wanted.metadata;
  const isManaged = labels?.[LABEL.isManaged] === 'true';
  const changes = { metadata: { labels, annotations }, spec: wanted.spec };
  if (coversDesired(found, changes)) return [];
  // Replacing is a deletion now and a creation on the next look: the address is a new one.
  return [isManaged && replace ? remove(SERVICE, found) : patch(SERVICE, found, changes)];
}

function syncBudgets({ cluster, budgets }: ClusterView): Action[] {
  const wanted = buildDisruptionBudgets(cluster);
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  return [
    ...budgets
      .filter(({ metadata }) => !names.has(metadata.name))
      .map((budget) => remove(POD_DISRUPTION_BUDGET, budget)),
    ...wanted.flatMap((budget) => {
      const found = budgets.find(({ metadata }) => metadata.name === budget.metadata.name);
      if (!found) return [create(POD_DISRUPTION_BUDGET, budget)];
      const { minAvailable } = budget.spec;
      return found.spec.minAvailable === minAvailable
        ? []
        : [patch(POD_DISRUPTION_BUDGET, found, { spec: { minAvailable } })];
    }),
  ];
}
