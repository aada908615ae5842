import { formatFieldPath } from '../../../../../kube/schema/index.js';
import { PHASE } from '../../well-known.js';
import { findProblems } from '../../webhook/validate-cluster.js';
import type { Rule } from '../step.js';

/** A definition that admission should have refused: it was down, or was told to look away. */
export const refuseInvalidDefinition: Rule = ({ cluster }) => {
  const [problem] = findProblems(cluster);
  if (!problem) return undefined;
  const phaseReason = `${formatFieldPath(problem.path)}: ${problem.detail}`;
  return { because: 'the definition is invalid', status: { phase: PHASE.invalidDefinition, phaseReason } };
};

/** The sandbox has no plugins: whoever asks for one waits for it, as where it is not installed. */
export const awaitPlugins: Rule = ({ cluster }) => {
  const missing = (cluster.spec.plugins ?? []).filter(({ enabled }) => enabled !== false).map(({ name }) => name);
  if (missing.length === 0) return undefined;
  const phaseReason = `Unknown plugin: ${missing.join(', ')}`;
  return { because: 'a plugin is not installed', status: { phase: PHASE.unknownPlugin, phaseReason } };
};

export const awaitCatalog: Rule = ({ cluster, wantedImage }) => {
  if (wantedImage !== undefined) return undefined;
  const { imageCatalogRef: reference } = cluster.spec;
  const phaseReason = reference
    ? `${reference.kind} ${reference.name} has no image for major ${reference.major}`
    : 'no image is named';
  return { because: 'no image is known', status: { phase: PHASE.invalidCatalog, phaseReason } };
};

/** No Backup of the sandbox ever completes: a Cluster that is to be born from one waits, and its phase says nothing. */
export const awaitBackup: Rule = ({ cluster }) => {
  const isUnborn = cluster.status?.currentPrimary === undefined;
  return isUnborn && cluster.spec.bootstrap?.recovery?.backup ? { because: 'the backup is not completed' } : undefined;
};
