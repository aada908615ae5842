import { formatFieldPath } from '../../../../../kube/schema/index.js';
import { neededPlugins } from '../../barman/archive-place.js';
import { BARMAN_PLUGIN, PHASE } from '../../well-known.js';
import { findProblems } from '../../webhook/validate-cluster.js';
import type { ClusterView } from '../cluster-view.js';
import type { Rule, Step } from '../step.js';

/** A definition that admission should have refused: it was down, or was told to look away. */
export const refuseInvalidDefinition: Rule = ({ cluster }) => {
  const [problem] = findProblems(cluster);
  if (!problem) return undefined;
  const phaseReason = `${formatFieldPath(problem.path)}: ${problem.detail}`;
  return { because: 'the definition is invalid', status: { phase: PHASE.invalidDefinition, phaseReason } };
};

/** What the plugins are needed for is asked of them first: nothing is made before they answer. */
export const awaitPlugins: Rule = (view) => {
  const needed = neededPlugins(view.cluster);
  const missing = needed.map(({ name }) => name).filter((name) => !view.isPluginInstalled(name));
  if (missing.length > 0) {
    const phaseReason = `Unknown plugin: ${[...new Set(missing)].join(', ')}`;
    return { because: 'a plugin is not installed', status: { phase: PHASE.unknownPlugin, phaseReason } };
  }
  return awaitObjectStores(
    view,
    needed.filter(({ name }) => name === BARMAN_PLUGIN),
  );
};

/** A store that is not there yet is waited for in silence; one that nobody named never comes. */
function awaitObjectStores(
  { cluster, hasObjectStore }: ClusterView,
  uses: ReturnType<typeof neededPlugins>,
): Step | undefined {
  const stores = uses.map(({ parameters }) => parameters?.['barmanObjectName']);
  if (stores.some((name) => !name)) {
    const phaseReason = 'Invalid plugin configuration: missing parameter barmanObjectName';
    return { because: 'the plugin refuses its parameters', status: { phase: PHASE.pluginError, phaseReason } };
  }
  const { namespace } = cluster.metadata;
  const isThere = stores.every((name = '') => hasObjectStore({ namespace, name }));
  return isThere ? undefined : { because: 'an ObjectStore is not there yet' };
}

export const awaitCatalog: Rule = ({ cluster, wantedImage }) => {
  if (wantedImage !== undefined) return undefined;
  const { imageCatalogRef: reference } = cluster.spec;
  const phaseReason = reference
    ? `${reference.kind} ${reference.name} has no image for major ${reference.major}`
    : 'no image is named';
  return { because: 'no image is known', status: { phase: PHASE.invalidCatalog, phaseReason } };
};

/** The plugin's Backups are restored by a source alone: a Cluster that names one waits, and its phase says nothing. */
export const awaitBackup: Rule = ({ cluster }) => {
  const isUnborn = cluster.status?.currentPrimary === undefined;
  return isUnborn && cluster.spec.bootstrap?.recovery?.backup ? { because: 'the backup is not completed' } : undefined;
};
