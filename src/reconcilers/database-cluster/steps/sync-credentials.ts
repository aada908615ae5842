import { credentialsSecretName } from '../../../domain/naming.js';
import type { Credentials } from '../credentials/credentials.js';
import type { Step } from '../cluster-run.js';
import { blockTaken } from './guard-upstream.js';

/** Before the database: the engine is born with the password that applications will bind to. */
export const syncCredentials =
  (credentials: Credentials): Step =>
  async (run) => {
    const connection = run.provider.connection(run.cluster, run.observed);
    const outcome = await credentials.ensure(run.cluster, connection, run.ctx, run.password);
    if (outcome === 'taken') {
      run.bindable = false;
      blockTaken(run, `Secret "${credentialsSecretName(run.cluster.metadata.name)}"`);
      return 'stop';
    }
    run.wrote ||= outcome === 'written';
    return 'continue';
  };
