import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { SecretRecipe } from '../builders/secrets.js';
import type { Cluster } from '../cluster.js';
import { ActionsExecutor } from '../../mechanics/execute-actions.js';
import { FIELD_MANAGER } from '../well-known.js';
import { forgeSecret } from './forge-secret.js';

/** Carries out what the operator of PostgreSQL decides. */
export class ActionExecutor extends ActionsExecutor<SecretRecipe, Cluster> {
  constructor(client: KubeClient, now: () => Date) {
    super({
      client,
      fieldManager: FIELD_MANAGER,
      forge: (recipe, cluster) => forgeSecret(client, cluster, recipe, now()),
    });
  }
}
