import { ProtobufDecodeError } from './decode-error.js';
import { decodeProtobuf } from './decode-protobuf.js';

/** Bodies as kubectl 1.32.5 put them on the wire, by the command that sent them. */
const RECORDED = [
  {
    command: 'create namespace orders',
    body: 'azhzAAoPCgJ2MRIJTmFtZXNwYWNlEh4KFgoGb3JkZXJzEgAaACIAKgAyADgAQgASABoCCgAaACIA',
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } },
  },
  {
    command: 'create configmap settings --from-literal=mode=fast --from-file=bin.dat',
    body: 'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEkAKHgoIc2V0dGluZ3MSABoGb3JkZXJzIgAqADIAOABCABIMCgRtb2RlEgRmYXN0GhAKB2Jpbi5kYXQSBWJpbv/+GgAiAA==',
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'orders' },
      data: { mode: 'fast' },
      binaryData: { 'bin.dat': 'Ymlu//4=' },
    },
  },
  {
    command: 'create secret generic login --from-literal=user=admin --from-literal=password=s3cr3t --type=...',
    body: 'azhzAAoMCgJ2MRIGU2VjcmV0ElMKGwoFbG9naW4SABoGb3JkZXJzIgAqADIAOABCABISCghwYXNzd29yZBIGczNjcjN0Eg0KBHVzZXISBWFkbWluGhFleGFtcGxlLmNvbS9sb2dpbhoAIgA=',
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'orders' },
      data: { password: 'czNjcjN0', user: 'YWRtaW4=' },
      type: 'example.com/login',
    },
  },
  {
    command: 'create serviceaccount robot',
    body: 'azhzAAoUCgJ2MRIOU2VydmljZUFjY291bnQSHQobCgVyb2JvdBIAGgZvcmRlcnMiACoAMgA4AEIAGgAiAA==',
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'orders' } },
  },
  {
    command: 'create role reader --verb=get,list --resource=pods --resource-name=a',
    body: 'azhzAAokChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgRSb2xlEjYKHAoGcmVhZGVyEgAaBm9yZGVycyIAKgAyADgAQgASFgoDZ2V0CgRsaXN0EgAaBHBvZHMiAWEaACIA',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'reader', namespace: 'orders' },
      rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] }],
    },
  },
  {
    command: 'create clusterrole metrics --verb=get --non-resource-url=/metrics',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtDbHVzdGVyUm9sZRIqChcKB21ldHJpY3MSABoAIgAqADIAOABCABIPCgNnZXQqCC9tZXRyaWNzGgAiAA==',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'metrics' },
      rules: [{ verbs: ['get'], nonResourceURLs: ['/metrics'] }],
    },
  },
  {
    command: 'create rolebinding read --role=reader --serviceaccount=orders:robot --user=ann',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtSb2xlQmluZGluZxKUAQoaCgRyZWFkEgAaBm9yZGVycyIAKgAyADgAQgASKAoEVXNlchIZcmJhYy5hdXRob3JpemF0aW9uLms4cy5pbxoDYW5uIgASIQoOU2VydmljZUFjY291bnQSABoFcm9ib3QiBm9yZGVycxopChlyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvEgRSb2xlGgZyZWFkZXIaACIA',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'read', namespace: 'orders' },
      subjects: [
        { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'ann' },
        { kind: 'ServiceAccount', name: 'robot', namespace: 'orders' },
      ],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    },
  },
  {
    command: 'create clusterrolebinding all --clusterrole=admin --group=devs',
    body: 'azhzAAoyChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEhJDbHVzdGVyUm9sZUJpbmRpbmcScgoTCgNhbGwSABoAIgAqADIAOABCABIqCgVHcm91cBIZcmJhYy5hdXRob3JpemF0aW9uLms4cy5pbxoEZGV2cyIAGi8KGXJiYWMuYXV0aG9yaXphdGlvbi5rOHMuaW8SC0NsdXN0ZXJSb2xlGgVhZG1pbhoAIgA=',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'all' },
      subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'devs' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
    },
  },
  {
    command: 'create token robot --duration=10m --audience=api',
    body: 'azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIiChAKABIAGgAiACoAMgA4AEIAEggKA2FwaSDYBBoECgASABoAIgA=',
    object: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: { audiences: ['api'], expirationSeconds: 600 },
    },
  },
  {
    command: 'auth can-i get pods/log',
    body: 'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPgoQCgASABoAIgAqADIAOABCABIgCh4KBm9yZGVycxIDZ2V0GgAiACoEcG9kczIAOgNsb2caCAgAEgAaACAAGgAiAA==',
    object: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      // This kubectl did not know that pods have a log and took it for a name.
      spec: { resourceAttributes: { namespace: 'orders', verb: 'get', resource: 'pods', name: 'log' } },
    },
  },
  {
    command: 'auth can-i get /healthz',
    body: 'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSLwoQCgASABoAIgAqADIAOABCABIREg8KCC9oZWFsdGh6EgNnZXQaCAgAEgAaACAAGgAiAA==',
    object: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { nonResourceAttributes: { path: '/healthz', verb: 'get' } },
    },
  },
  {
    command: 'auth can-i --list',
    body: 'azhzAAoxChdhdXRob3JpemF0aW9uLms4cy5pby92MRIWU2VsZlN1YmplY3RSdWxlc1JldmlldxIiChAKABIAGgAiACoAMgA4AEIAEggKBm9yZGVycxoEGAAiABoAIgA=',
    object: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      metadata: {},
      spec: { namespace: 'orders' },
    },
  },
  {
    command: 'auth whoami',
    body: 'azhzAAotChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESEVNlbGZTdWJqZWN0UmV2aWV3EhoKEAoAEgAaACIAKgAyADgAQgASBgoECgASABoAIgA=',
    object: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} },
  },
];

const JOB =
  'azhzAAoPCghiYXRjaC92MRIDSm9iEn4KFwoBahIAGgZvcmRlcnMiACoAMgA4AEIAElkyVwoQCgASABoAIgAqADIAOABCABJDEiAKAWoSB2J1c3lib3gqAEIAagByAIABAIgBAJABAKIBABoFTmV2ZXIyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBABoIIAAoADAAOgAaACIA';

const decoded = (base64: string): unknown => decodeProtobuf(Buffer.from(base64, 'base64'));

/** A message of length-delimited fields, to build what kubectl has no command for. */
const encode = (...fields: [number, string | Buffer][]): Buffer =>
  Buffer.concat(
    fields.map(([number, content]) => {
      const bytes = Buffer.from(content as string);
      const tag = (number << 3) | 2;
      const tagBytes = tag < 0x80 ? [tag] : [(tag & 0x7f) | 0x80, tag >> 7];
      return Buffer.concat([Buffer.of(...tagBytes, bytes.length), bytes]);
    }),
  );

const envelope = (apiVersion: string, kind: string, raw: Buffer): Buffer =>
  Buffer.concat([Buffer.from('k8s\0'), encode([1, encode([1, apiVersion], [2, kind])], [2, raw])]);

describe('decodeProtobuf', () => {
  it.each(RECORDED)('reads what "kubectl $command" sends', ({ body, object }) => {
    expect(decoded(body)).toEqual(object);
  });

  it('keeps a zero that was set on purpose, and reads nested messages', () => {
    const zeroGrace = Buffer.of(0x08, 0x00);
    const options = Buffer.concat([zeroGrace, encode([2, encode([1, 'u-1'])], [4, 'Foreground'], [5, 'All'])]);
    expect(decodeProtobuf(envelope('v1', 'DeleteOptions', options))).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      gracePeriodSeconds: 0,
      preconditions: { uid: 'u-1' },
      propagationPolicy: 'Foreground',
      dryRun: ['All'],
    });
  });

  it('reads times, labels and managed fields of metadata', () => {
    const seconds = Buffer.from([0x08, 0x80, 0xd2, 0xda, 0xca, 0x06]);
    const managed = encode([1, 'me'], [2, 'Apply'], [6, 'FieldsV1'], [7, encode([1, '{"f:data":{}}'])]);
    const metadata = encode([1, 'a'], [8, seconds], [11, encode([1, '__proto__'], [2, 'x'])], [17, managed]);
    const object = decodeProtobuf(envelope('v1', 'ConfigMap', encode([1, metadata])));
    expect(object.metadata).toEqual({
      name: 'a',
      creationTimestamp: '2026-01-01T17:04:00Z',
      labels: JSON.parse('{"__proto__":"x"}') as unknown,
      managedFields: [{ manager: 'me', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: { 'f:data': {} } }],
    });
  });

  it('reads the extra of a reviewed user as lists', () => {
    const extra = encode([1, 'scopes'], [2, encode([1, 'a'], [1, 'b'])]);
    const review = envelope(
      'authorization.k8s.io/v1',
      'SubjectAccessReview',
      encode([2, encode([3, 'ann'], [5, extra])]),
    );
    expect(decodeProtobuf(review).spec).toEqual({ user: 'ann', extra: { scopes: ['a', 'b'] } });
  });

  it('passes over an unknown field that says nothing, and refuses one that says something', () => {
    const withField = (content: Buffer): Buffer => envelope('v1', 'Namespace', encode([90, content]));
    expect(decodeProtobuf(withField(encode([1, encode([2, ''])])))).toMatchObject({ kind: 'Namespace' });
    expect(() => decodeProtobuf(withField(encode([1, 'Terminating'])))).toThrow(
      expect.objectContaining({ code: 415, message: expect.stringContaining('field number 90') as string }) as Error,
    );
  });

  it('refuses a kind it does not know by naming what it takes', () => {
    const refusal = (): unknown => decoded(JOB);
    expect(refusal).toThrow(expect.objectContaining({ code: 415 }) as Error);
    expect(refusal).toThrow(/"Job".*application\/json.*application\/yaml.*Namespace, ConfigMap/);
  });

  it.each([
    { does: 'bytes without the magic number', body: Buffer.from('{"kind":"Namespace"}') },
    { does: 'an empty body', body: Buffer.alloc(0) },
    { does: 'a field that is cut off', body: Buffer.from('azhzAAoPCgJ2MRIJTmFtZXNwYWNlEh4KFgoG', 'base64') },
    { does: 'a number that never ends', body: Buffer.concat([Buffer.from('k8s\0'), Buffer.alloc(12, 0xff)]) },
    { does: 'a wire type of old', body: Buffer.concat([Buffer.from('k8s\0'), Buffer.of(0x0b)]) },
    { does: 'a name that is not UTF-8', body: envelope('v1', 'ConfigMap', encode([1, encode([1, Buffer.of(0xff)])])) },
    { does: 'a number for a message', body: envelope('v1', 'ConfigMap', Buffer.of(0x08, 0x01)) },
  ])('answers $does with a 400', ({ body }) => {
    expect(() => decodeProtobuf(body)).toThrow(ProtobufDecodeError);
    expect(() => decodeProtobuf(body)).toThrow(expect.objectContaining({ code: 400 }) as Error);
  });
});
