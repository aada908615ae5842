import { patch } from '../../mechanics/actions.js';
import { imageVersion } from '../../percona/image.js';
import { runsItsImage } from '../../percona/replicas.js';
import { dropVolumes, finalize, stopPodsInOrder, type Finalizer } from '../../percona/rules/finalize.js';
import { fail, type Rule } from '../../percona/step.js';
import { waitingReason } from '../../percona/status.js';
import { encryptionKeyName, internalUsersName } from '../names.js';
import { replsetsOf, type Psmdb } from '../psmdb.js';
import { usersSecretOf } from '../secrets.js';
import { findProblem } from '../validate-psmdb.js';
import { COMPATIBILITY, FINALIZER } from '../well-known.js';

/** In the order in which the operator carries them out. */
const FINALIZERS: Readonly<Record<string, Finalizer>> = {
  // Of the archive nothing is taken away: its objects are found in the store.
  [FINALIZER.pitrChunks]: () => ({ actions: [], isDone: true }),
  [FINALIZER.podsInOrder]: stopPodsInOrder,
  [FINALIZER.volumes]: dropVolumes(
    () => true,
    (cluster) => [
      usersSecretOf(cluster as Psmdb),
      `internal-${cluster.metadata.name}`,
      internalUsersName(cluster.metadata.name),
      encryptionKeyName(cluster.metadata.name),
    ],
  ),
};

/** Of an object that is not valid the operator lets go at once, and what it should have cleaned up stays. */
export const deletion: Rule<Psmdb> = (view) => {
  const { cluster } = view;
  if (!cluster.metadata.deletionTimestamp) return undefined;
  const known = findProblem(cluster) === undefined ? FINALIZERS : SKIPPED;
  return finalize(view, known, { keepsForeign: true });
};

const SKIPPED: typeof FINALIZERS = Object.fromEntries(
  Object.keys(FINALIZERS).map((name) => [name, () => ({ actions: [], isDone: true })]),
);

/** Shards hold data, and the operator will not lose it: nothing else happens until the shard is back. */
export const keepShards: Rule<Psmdb> = ({ cluster, sets }) => {
  const wanted = new Set(replsetsOf(cluster).map(({ name }) => `${cluster.metadata.name}-${name}`));
  const lost = sets.find(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'mongod' && !wanted.has(metadata.name),
  );
  return lost && fail(`failed to remove replset of StatefulSet ${lost.metadata.name}: user databases are left in it`);
};

/** As long as not all pods are there, one that crashes is the operator's business. */
export const reportCrashes: Rule<Psmdb> = ({ components, cluster }) => {
  if (cluster.spec.pause) return undefined;
  for (const { role, pods, size } of components) {
    const crashed =
      role === 'router' || pods.length >= size
        ? undefined
        : pods.find((pod) => waitingReason(pod) === 'CrashLoopBackOff');
    if (crashed) return fail(`pod ${crashed.metadata.name} is in CrashLoopBackOff state`);
  }
  return undefined;
};

/** Data are written in the format of the newest release that they were allowed to be. */
export const raiseCompatibility: Rule<Psmdb> = ({ engine, cluster, components }) => {
  const { image, pause, upgradeOptions } = cluster.spec;
  const major = imageVersion(image)?.major;
  const current = cluster.metadata.annotations?.[COMPATIBILITY];
  const isSettled = components.every(runsItsImage);
  if (pause || !isSettled || major === undefined || major === current) return undefined;
  if (current !== undefined && !upgradeOptions?.setFCV) return undefined;
  const annotated = patch(engine.kinds.cluster, cluster, { metadata: { annotations: { [COMPATIBILITY]: major } } });
  return { because: `data are of ${major} from now on`, actions: [annotated], isSilent: true };
};
