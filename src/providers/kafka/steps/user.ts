import type { AccessRule, KafkaUser } from '../upstream.js';

const anything = (type: 'topic' | 'group' | 'transactionalId'): AccessRule => ({
  type: 'allow',
  resource: { type, name: '*', patternType: 'literal' },
  operations: ['All'],
});

/** Everything with topics, groups and transactions; nothing with the cluster but to look at it. */
const RULES: readonly AccessRule[] = [
  anything('topic'),
  anything('group'),
  anything('transactionalId'),
  { type: 'allow', resource: { type: 'cluster' }, operations: ['Describe', 'DescribeConfigs', 'IdempotentWrite'] },
];

/** The user that applications log in as; the password is ours: a Secret that the operator made would go with its user. */
export const applicationUser = (secretName: string): KafkaUser['spec'] => ({
  authentication: {
    type: 'scram-sha-512',
    password: { valueFrom: { secretKeyRef: { name: secretName, key: 'password' } } },
  },
  authorization: { type: 'simple', acls: [...RULES] },
});
