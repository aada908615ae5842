import { OwnershipStory, OWNED_WIDGET } from '../../../../test/builders/field-ownership.js';
import { aServedResource } from '../../../../test/builders/served-resource.js';
import { equalIgnoringManagedTimes } from './managed-fields.js';
import { trackUpdate } from './track-update.js';

type Json = Record<string, unknown>;

const story = (): OwnershipStory => new OwnershipStory();

describe('trackUpdate', () => {
  it('gives the creator every field, with the objects and maps that came with them', () => {
    const told = story().update('ui', { metadata: { name: 'w', labels: { x: '1' } }, spec: { size: 1, hosts: ['a'] } });
    expect(told.object?.metadata.managedFields).toEqual([
      {
        manager: 'ui',
        operation: 'Update',
        apiVersion: 'example.io/v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } },
          'f:spec': { '.': {}, 'f:hosts': { '.': {}, 'v:"a"': {} }, 'f:size': {} },
        },
      },
    ]);
  });

  it('takes what is changed from everyone, and leaves the rest', () => {
    const told = story()
      .apply('a', { spec: { size: 1, mode: 'x' } })
      .update('ui', { spec: { size: 2, mode: 'x' } });
    expect(told.owners).toEqual({ a: { 'f:spec': { 'f:mode': {} } }, 'ui (update)': { 'f:spec': { 'f:size': {} } } });
  });

  it('takes what is removed from everyone and gives it to nobody', () => {
    const told = story()
      .apply('a', { spec: { size: 1, mode: 'x' } })
      .update('ui', { spec: { size: 1 } });
    expect(told.owners).toEqual({ a: { 'f:spec': { 'f:size': {} } } });
  });

  it('adds to what the same writer owns already', () => {
    const told = story()
      .update('ui', { spec: { size: 1 } })
      .update('ui', { spec: { size: 1, mode: 'x' } });
    expect(told.owners).toEqual({ 'ui (update)': { 'f:spec': { '.': {}, 'f:mode': {}, 'f:size': {} } } });
    expect(told.object?.metadata.managedFields?.[0]?.time).toBe('2026-01-01T00:01:00Z');
  });

  it('leaves entries and times alone when nothing changes', () => {
    const told = story().update('ui', { spec: { size: 1 } });
    const before = told.object;
    expect(told.update('other', {}).object).toEqual(before);
  });

  it('keeps the entries of a client that dropped them', () => {
    const told = story()
      .apply('a', { spec: { size: 1 } })
      .update('ui', { metadata: { name: 'w' } });
    expect(told.owners).toEqual({ a: { 'f:spec': { 'f:size': {} } } });
  });

  it.each<{ does: string; managedFields: unknown }>([
    { does: 'an empty list', managedFields: [] },
    { does: 'a list of one empty entry', managedFields: [{}] },
  ])('forgets all owners for $does, until the next apply', ({ managedFields }) => {
    const told = story().apply('a', { spec: { size: 1 } });
    told.update('ui', { metadata: { name: 'w', managedFields } });
    expect(told.object?.metadata).not.toHaveProperty('managedFields');
    expect(told.update('ui', { spec: { size: 2 } }).owners).toEqual({});
    expect(Object.keys(told.apply('b', { spec: { size: 2 } }).owners)).toEqual(['b', 'before-first-apply (update)']);
  });

  it('lets a client edit the entries, as kubectl does when it migrates to apply', () => {
    const told = story().update('kubectl-client-side-apply', { spec: { size: 1 } });
    const entries = told.object?.metadata.managedFields?.map((entry) => ({
      ...entry,
      manager: 'kubectl',
      operation: 'Apply',
    }));
    told.update('kubectl', { metadata: { name: 'w', managedFields: entries } });
    expect(told.owners).toEqual({ kubectl: { 'f:spec': { '.': {}, 'f:size': {} } } });
  });

  it.each<{ does: string; managedFields: unknown }>([
    { does: 'is no list', managedFields: 'x' },
    {
      does: 'has an unknown operation',
      managedFields: [{ manager: 'm', operation: 'Steal', fieldsType: 'FieldsV1', fieldsV1: {} }],
    },
    { does: 'has no fields', managedFields: [{ manager: 'm', operation: 'Apply', fieldsType: 'FieldsV1' }] },
    {
      does: 'has a broken key',
      managedFields: [{ manager: 'm', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: { 'k:{': {} } }],
    },
    {
      does: 'has an unknown key',
      managedFields: [{ manager: 'm', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: { spec: {} } }],
    },
  ])('does not believe a client whose entry $does', ({ managedFields }) => {
    const told = story().apply('a', { spec: { size: 1 } });
    expect(told.update('ui', { metadata: { name: 'w', managedFields } }).owners).toEqual({
      a: { 'f:spec': { 'f:size': {} } },
    });
  });

  describe('of subresources', () => {
    it('keeps writers of status apart and does not let them edit the entries', () => {
      const told = story()
        .update('ui', { spec: { size: 1 } })
        .update('loop', { metadata: { name: 'w', managedFields: [] }, status: { phase: 'Ready' } }, 'status');
      expect(told.owners).toEqual({
        'ui (update)': { 'f:spec': { '.': {}, 'f:size': {} } },
        'loop (update)/status': { 'f:status': { '.': {}, 'f:phase': {} } },
      });
    });

    it('records who scaled', () => {
      const told = story()
        .apply('a', { spec: { size: 1 } })
        .update('kubectl', { spec: { size: 3 } }, 'scale');
      expect(told.owners).toEqual({ 'kubectl (update)/scale': { 'f:spec': { 'f:size': {} } } });
    });
  });

  it('compares the items of lists by their keys', () => {
    const told = story()
      .apply('a', { spec: { ports: [{ port: 80, name: 'x' }] } })
      .update('ui', { spec: { ports: [{ port: 90 }, { port: 80, name: 'y' }] } });
    const key = (port: number): string => `k:{"port":${port},"protocol":"TCP"}`;
    expect(told.owners).toEqual({
      a: { 'f:spec': { 'f:ports': { [key(80)]: { '.': {}, 'f:port': {} } } } },
      'ui (update)': {
        'f:spec': { 'f:ports': { [key(80)]: { 'f:name': {} }, [key(90)]: { '.': {}, 'f:port': {} } } },
      },
    });
  });

  describe('of many writers', () => {
    const crowd = (size: number): OwnershipStory => {
      const told = new OwnershipStory(aServedResource({ kind: 'ConfigMap', group: '', custom: false }));
      const data: Record<string, string> = {};
      for (let index = 0; index < size; index++) {
        data[`key${index}`] = 'x';
        told.update(`writer-${index}`, { data: { ...data } });
      }
      return told;
    };

    it('keeps ten updaters as they are', () => {
      expect(Object.keys(crowd(10).owners)).toHaveLength(10);
    });

    it('folds the oldest updaters into one', () => {
      const { owners } = crowd(12);
      expect(Object.keys(owners)).toHaveLength(10);
      expect(owners['ancient-changes (update)']).toEqual({
        'f:data': { '.': {}, 'f:key0': {}, 'f:key1': {}, 'f:key2': {} },
      });
    });

    it('never folds an applier', () => {
      const told = crowd(10).apply('a', { data: { mine: 'x' } });
      told.update('one-more', { data: { ...(told.object as unknown as { data: Json }).data, more: 'x' } });
      expect(told.owners).toMatchObject({ a: { 'f:data': { 'f:mine': {} } }, 'ancient-changes (update)': {} });
    });
  });

  it('tells a write that only moved times from one that changed something', () => {
    const entry = { manager: 'm', operation: 'Update' as const, time: '1' };
    const object = (time: string, size: number): Parameters<typeof equalIgnoringManagedTimes>[0] =>
      ({
        apiVersion: 'v1',
        kind: 'K',
        metadata: { name: 'w', managedFields: [{ ...entry, time }] },
        spec: { size },
      }) as never;
    expect(equalIgnoringManagedTimes(object('1', 1), object('2', 1))).toBe(true);
    expect(equalIgnoringManagedTimes(object('1', 1), object('1', 2))).toBe(false);
  });

  it('leaves its arguments alone', () => {
    const next = { apiVersion: 'example.io/v1', kind: 'Widget', metadata: { name: 'w' }, spec: { size: 1 } };
    const before: Json = JSON.parse(JSON.stringify(next)) as Json;
    trackUpdate({ next, resource: OWNED_WIDGET, manager: 'm', now: '2026-01-01T00:00:00Z' });
    expect(next).toEqual(before);
  });
});
