import { APPLICATION_DATABASE, APPLICATION_USER } from '../names.js';
import type { PxcUser } from '../upstream.js';

/** Everything with a database of its own, which the operator makes with it. The password is ours. */
export const applicationUser = (secretName: string): PxcUser => ({
  name: APPLICATION_USER,
  dbs: [APPLICATION_DATABASE],
  hosts: ['%'],
  grants: ['ALL'],
  passwordSecretRef: { name: secretName, key: 'password' },
});
