import type { ManagedFieldsEntry } from '../kube/meta/index.js';
import { managedElsewhere } from './delivery.js';

const MANAGERS = ['argocd-controller', 'helm'];
const PATHS = ['/spec/clusterSize', '/spec/resources/cpu'];

const owned = (manager: string, fieldsV1: object, subresource?: string): ManagedFieldsEntry => ({
  manager,
  fieldsV1: fieldsV1 as Record<string, unknown>,
  subresource,
});

it.each<{ when: string; fields: ManagedFieldsEntry[] | undefined; found: object | undefined }>([
  { when: 'nobody is known to own anything', fields: undefined, found: undefined },
  {
    when: 'a delivery tool owns the field',
    fields: [owned('argocd-controller', { 'f:spec': { 'f:clusterSize': {} } })],
    found: { manager: 'argocd-controller', path: '/spec/clusterSize' },
  },
  {
    when: 'it owns the object around the field whole',
    fields: [owned('helm', { 'f:spec': { 'f:resources': {} } })],
    found: { manager: 'helm', path: '/spec/resources/cpu' },
  },
  {
    when: 'it owns a neighbour',
    fields: [owned('helm', { 'f:spec': { 'f:resources': { 'f:memory': {} } } })],
    found: undefined,
  },
  { when: 'a person owns it', fields: [owned('kubectl', { 'f:spec': { 'f:clusterSize': {} } })], found: undefined },
  {
    when: 'it owns the status alone',
    fields: [owned('helm', { 'f:spec': { 'f:clusterSize': {} } }, 'status')],
    found: undefined,
  },
])('is told right when $when', ({ fields, found }) => {
  expect(managedElsewhere(fields, PATHS, MANAGERS)).toEqual(found);
});
