import { resourceName } from '../../kube/meta/index.js';
import { DATABASE_CLUSTER } from './database-cluster.js';

const NAME = `deletion-protection.${resourceName(DATABASE_CLUSTER)}`;

const NEXT_STEP = 'is protected against deletion: set spec.deletionProtection to false first';

/** Said at every door to whoever would delete a protected database. */
export const protectedMessage = (name: string): string => `database "${name}" ${NEXT_STEP}`;

/**
 * The lock at the door: after an accepted DELETE there is no way back, so a protected database must never get that far.
 * Whoever asks is refused, the namespace controller and the garbage collector too: a namespace that holds a protected
 * database stays Terminating until protection is lifted, which is still possible there. One that is being deleted
 * already is let through, so that a repeated DELETE stays harmless.
 */
export function deletionProtectionPolicy(): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: NAME },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [DATABASE_CLUSTER.group],
            apiVersions: ['*'],
            operations: ['DELETE'],
            resources: [DATABASE_CLUSTER.plural],
          },
        ],
      },
      validations: [
        {
          expression:
            'has(oldObject.metadata.deletionTimestamp) || !has(oldObject.spec.deletionProtection) || !oldObject.spec.deletionProtection',
          reason: 'Forbidden',
          message: `the database ${NEXT_STEP}`,
          messageExpression: `'database "' + oldObject.metadata.name + '" ${NEXT_STEP}'`,
        },
      ],
    },
  };
}

/** Without a binding a policy does nothing. */
export function deletionProtectionBinding(): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: NAME },
    spec: { policyName: NAME, validationActions: ['Deny'] },
  };
}
