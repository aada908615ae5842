import type { LoopParts } from '../mechanics/operator-stand-in.js';
import { advanceServices } from '../mechanics/nodes/advance-services.js';
import { RoundReconciler } from '../mechanics/round-reconciler.js';
import { forgeSecret, type SecretRecipe } from './builders/secrets.js';
import type { MariadbCaches } from './caches.js';
import { decideNext } from './decide-next.js';
import { foldStatus } from './fold-status.js';
import { MARIADB } from './kinds.js';
import type { Mariadb } from './mariadb.js';
import type { Step } from './step.js';
import { viewMariadb, type MariadbView } from './view.js';
import { FIELD_MANAGER } from './well-known.js';

/** The loop of the operator; what is on its way out is left to the garbage collector. */
export const createMariadbReconciler = (
  { client, clock, newPace }: LoopParts,
  caches: MariadbCaches,
): RoundReconciler<Mariadb, MariadbView, SecretRecipe, Step> =>
  new RoundReconciler<Mariadb, MariadbView, SecretRecipe, Step>({
    type: MARIADB,
    fieldManager: FIELD_MANAGER,
    client,
    clock,
    pace: newPace(),
    forge: (recipe, mariadb) => forgeSecret(recipe, mariadb, clock.now()),
    find: (key) => {
      const found = caches.databases.store.get(key);
      return found?.metadata.deletionTimestamp ? undefined : found;
    },
    look: (mariadb, key, now) => viewMariadb(mariadb, caches.objectsOf(key), now),
    moves: ({ services, failures }) => advanceServices(services, failures),
    decide: decideNext,
    foldStatus,
  });
