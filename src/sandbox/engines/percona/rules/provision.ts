import type { KubeObject, ResourceType } from '../../../../kube/meta/index.js';
import { SECRET, SERVICE } from '../../../../kube/meta/index.js';
import { coversDesired } from '../../../../kube/writes/covers-desired.js';
import { create, patch, remove } from '../../mechanics/actions.js';
import { CONFIG_MAP, POD_DISRUPTION_BUDGET } from '../../mechanics/kinds.js';
import { isTerminating, type Service } from '../../mechanics/workloads.js';
import { buildConfigMap } from '../builders/config-maps.js';
import { buildBudget } from '../builders/disruption-budgets.js';
import { missingAccounts, type SecretRecipe } from '../builders/secrets.js';
import type { PerconaCluster } from '../cluster.js';
import type { Action, Rule } from '../step.js';
import type { ClusterView } from '../view.js';

export interface Surroundings<C extends PerconaCluster> {
  /** In the order in which they need each other. */
  readonly secrets: (cluster: C) => readonly SecretRecipe[];
  readonly services: (view: ClusterView<C>) => readonly Service[];
  /** Services that a loop of its own keeps. */
  readonly isOthers?: (service: Service) => boolean;
}

/** Secrets, configuration, Services and disruption budgets: everything around the pods, in one step. */
export const provision =
  <C extends PerconaCluster>({ secrets, services, isOthers = () => false }: Surroundings<C>): Rule<C> =>
  (view) => {
    const actions = [
      ...secrets(view.cluster).flatMap((recipe) => syncSecret(view, recipe)),
      ...syncMaps(view),
      ...syncServices(
        view.services.filter((service) => !isOthers(service)),
        services(view),
      ),
      ...syncBudgets(view),
    ];
    return actions.length === 0 ? undefined : { because: 'objects around the pods differ', actions, isSilent: true };
  };

/** Keys that somebody left out are filled in; what is there stays. */
function syncSecret({ cluster, secret }: ClusterView, recipe: SecretRecipe): Action[] {
  const found = secret({ namespace: cluster.metadata.namespace, name: recipe.name });
  if (!found) return [{ do: 'forge', recipe }];
  if (recipe.kind === 'copy') return syncCopy({ cluster, secret } as ClusterView, recipe);
  const data = recipe.kind === 'accounts' ? missingAccounts(recipe.accounts, found.data) : {};
  return Object.keys(data).length > 0 ? [patch(SECRET, found, { data })] : [];
}

/** What a person changes in the first is taken over: the operator sets the passwords anew. */
function syncCopy({ cluster, secret }: ClusterView, { name, of }: Extract<SecretRecipe, { kind: 'copy' }>): Action[] {
  const { namespace } = cluster.metadata;
  const [original, copy] = [secret({ namespace, name: of }), secret({ namespace, name })];
  if (!original?.data || !copy || coversDesired(copy.data, original.data)) return [];
  return [patch(SECRET, copy, { data: original.data })];
}

function syncMaps({ engine, cluster, components, maps }: ClusterView): Action[] {
  const wanted = components.flatMap(({ configuration }) =>
    configuration ? [buildConfigMap(engine.app, cluster, configuration)] : [],
  );
  return [...dropOthers(CONFIG_MAP, maps, wanted), ...wanted.flatMap((map) => syncPlain(CONFIG_MAP, maps, map))];
}

function syncBudgets({ engine, cluster, components, budgets }: ClusterView): Action[] {
  const wanted = components.map((component) => buildBudget(engine.app, cluster, component));
  return [
    ...dropOthers(POD_DISRUPTION_BUDGET, budgets, wanted),
    ...wanted.flatMap((budget) => syncPlain(POD_DISRUPTION_BUDGET, budgets, budget)),
  ];
}

const syncServices = (existing: readonly Service[], wanted: readonly Service[]): Action[] => [
  ...dropOthers(SERVICE, existing, wanted),
  ...wanted.flatMap((service) => syncService(existing, service)),
];

function syncService(existing: readonly Service[], wanted: Service): Action[] {
  const found = existing.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(SERVICE, wanted)];
  const { labels, annotations } = wanted.metadata;
  const changes = { metadata: { labels, annotations }, spec: { ...wanted.spec, ...noLongerAsked(found, wanted) } };
  return coversDesired(found, changes) ? [] : [patch(SERVICE, found, changes)];
}

const OF_SOME_TYPES = ['loadBalancerSourceRanges', 'externalTrafficPolicy'] as const;

/** What only some types of Services may say must go with the type. */
const noLongerAsked = (found: Service, wanted: Service): Record<string, null> =>
  Object.fromEntries(
    OF_SOME_TYPES.filter((field) => found.spec[field] !== undefined && wanted.spec[field] === undefined)
      // The server fills this one in where it is possible.
      .filter((field) => field !== 'externalTrafficPolicy' || wanted.spec.type === 'ClusterIP')
      .map((field) => [field, null]),
  );

function syncPlain(
  type: ResourceType,
  existing: readonly KubeObject[],
  wanted: KubeObject & { spec?: unknown; data?: unknown },
): Action[] {
  const found = existing.find(({ metadata }) => metadata.name === wanted.metadata.name);
  if (!found) return [create(type, wanted)];
  const changes = wanted.data === undefined ? { spec: wanted.spec } : { data: wanted.data };
  return coversDesired(found, changes) ? [] : [patch(type, found, changes)];
}

function dropOthers(type: ResourceType, existing: readonly KubeObject[], wanted: readonly KubeObject[]): Action[] {
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  return existing
    .filter((object) => !names.has(object.metadata.name) && !isTerminating(object))
    .map((object) => remove(type, object));
}
