import { BUILT_IN_RESOURCES } from '../registry/built-in-resources.js';
import { TypeMismatchError, builtInType, readTyped } from './index.js';
import type { StructType } from './index.js';

const typeOf = (kind: string): StructType => builtInType(BUILT_IN_RESOURCES.find((each) => each.kind === kind)!)!;

describe('readTyped', () => {
  it.each(BUILT_IN_RESOURCES)('knows what a $kind holds', (resource) => {
    expect([...builtInType(resource)!.fields().keys()]).toEqual(
      expect.arrayContaining(['apiVersion', 'kind', 'metadata']),
    );
  });

  it('leaves an object alone that says only what its kind knows', () => {
    const pod = {
      metadata: { name: 'a', labels: { app: 'a' }, creationTimestamp: '2026-01-02T03:04:05Z' },
      spec: {
        containers: [{ name: 'c', resources: { limits: { cpu: '1' } }, livenessProbe: { httpGet: { port: 'http' } } }],
      },
    };
    expect(readTyped(typeOf('Pod'), pod).value).toBe(pod);
  });

  it('leaves out what the kind does not know, wherever it is, and says where it was', () => {
    const sent = JSON.parse(
      '{"spec":{"x":1,"containers":[{"name":"c","ports":[{"y":{}}]}]},"__proto__":{"z":1}}',
    ) as object;
    const { value, unknownFields } = readTyped(typeOf('Pod'), sent);
    expect(value).toEqual({ spec: { containers: [{ name: 'c', ports: [{}] }] } });
    expect(unknownFields).toEqual(['spec.x', 'spec.containers[0].ports[0].y', '__proto__']);
  });

  it('takes null for an absent field, and for the zero value within lists and maps', () => {
    const sent = { spec: null, metadata: { labels: { a: null }, finalizers: [null], ownerReferences: [null] } };
    const metadata = { labels: { a: '' }, finalizers: [''], ownerReferences: [{}] };
    expect(readTyped(typeOf('Pod'), sent).value).toEqual({ metadata });
  });

  it('stores quantities as text', () => {
    const requests = { cpu: 1, memory: '1Gi' };
    const sent = { spec: { resources: { requests } } };
    const stored = { spec: { resources: { requests: { cpu: '1', memory: '1Gi' } } } };
    expect(readTyped(typeOf('PersistentVolumeClaim'), sent).value).toEqual(stored);
  });

  it('keeps keys of maps that mean something to the engine', () => {
    const sent = JSON.parse('{"data":{"__proto__":"a","constructor":"b"}}') as object;
    expect(readTyped(typeOf('ConfigMap'), sent).value).toBe(sent);
  });

  it.each([
    ['a number for a text', 'ConfigMap', { data: { a: 1 } }],
    ['a text for a list', 'Role', { rules: 'all' }],
    ['a list for a struct', 'Deployment', { spec: [] }],
    ['a fraction for an integer', 'Deployment', { spec: { replicas: 1.5 } }],
    ['more than 32 bits', 'Deployment', { spec: { replicas: 2 ** 31 } }],
    ['a text for a flag', 'Secret', { immutable: 'true' }],
    ['what is not base64', 'Secret', { data: { a: '?' } }],
    ['what is no time', 'Pod', { metadata: { deletionTimestamp: 'yesterday' } }],
    ['a time without its microseconds', 'Lease', { spec: { renewTime: '2026-01-02T03:04:05Z' } }],
    ['what is no quantity', 'PersistentVolumeClaim', { spec: { resources: { requests: { storage: 'much' } } } }],
    ['a flag for a number or a name', 'Service', { spec: { ports: [{ targetPort: true }] } }],
  ])('refuses %s', (_what, kind, object) => {
    expect(() => readTyped(typeOf(kind), object)).toThrow(TypeMismatchError);
  });

  it('does not repeat a value that it refuses', () => {
    expect(() => readTyped(typeOf('Secret'), { data: { password: 'hunter2!' } })).toThrow(/^(?!.*hunter2)/);
  });
});
