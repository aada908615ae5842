import type { ApplyInput } from '../../contract/index.js';
import { APPLICATION_DATABASE, APPLICATION_USER } from '../names.js';
import type { ApplicationDatabase } from '../upstream.js';

/** The password is ours: a Secret that the operator made would vanish with its cluster, and a restore keep the old one. */
export const applicationDatabase = ({ credentialsSecretName }: ApplyInput): ApplicationDatabase => ({
  database: APPLICATION_DATABASE,
  owner: APPLICATION_USER,
  secret: { name: credentialsSecretName },
});
