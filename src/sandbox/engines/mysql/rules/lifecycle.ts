import { patch } from '../../mechanics/actions.js';
import { imageVersion } from '../../percona/image.js';
import { runsItsImage } from '../../percona/replicas.js';
import { dropSecrets, dropVolumes, finalize, stopPodsInOrder, type Finalizer } from '../../percona/rules/finalize.js';
import { fail, type Rule } from '../../percona/step.js';
import { initName, internalUsersName } from '../names.js';
import type { Pxc } from '../pxc.js';
import { certificateNamesOf, usersSecretOf } from '../secrets.js';
import { findProblem } from '../validate-pxc.js';
import { DATA_RELEASE, FINALIZER } from '../well-known.js';

const FINALIZERS: Readonly<Record<string, Finalizer>> = {
  [FINALIZER.podsInOrder]: stopPodsInOrder,
  [FINALIZER.volumes]: dropVolumes(
    ({ name }) => name === 'pxc',
    (cluster) => {
      const { name } = cluster.metadata;
      return [usersSecretOf(cluster), internalUsersName(name), initName(name)];
    },
  ),
  [FINALIZER.proxyVolumes]: dropVolumes(
    ({ name }) => name === 'proxysql',
    () => [],
  ),
  [FINALIZER.certificates]: dropSecrets((cluster) => certificateNamesOf(cluster)),
};

/** An object that is not valid stays until it is, or until somebody takes its finalizers away; others' are dropped. */
export const deletion: Rule<Pxc> = (view) => {
  const { cluster, engine } = view;
  if (!cluster.metadata.deletionTimestamp) return undefined;
  const problem = findProblem(cluster);
  if (problem !== undefined) return fail(`${engine.refusal}: ${problem}`);
  return finalize(view, FINALIZERS, { keepsForeign: false });
};

/** Data are rewritten by the first server of a newer release that runs on them. */
export const noteRelease: Rule<Pxc> = ({ engine, cluster, components }) => {
  const [data] = components;
  const major = data && imageVersion(data.image)?.major;
  const isSettled = data !== undefined && runsItsImage(data);
  if (cluster.spec.pause || !isSettled || major === undefined) return undefined;
  if (major === cluster.metadata.annotations?.[DATA_RELEASE]) return undefined;
  const noted = patch(engine.kinds.cluster, cluster, { metadata: { annotations: { [DATA_RELEASE]: major } } });
  return { because: `data are of ${major} from now on`, actions: [noted], isSilent: true };
};
