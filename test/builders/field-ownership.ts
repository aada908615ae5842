import type { KubeObject } from '../../src/kube/meta/index.js';
import { applyServerSide, trackUpdate } from '../../src/sandbox/apiserver/apply/index.js';
import type { ServedResource } from '../../src/sandbox/apiserver/registry/served-resource.js';
import { aServedResource } from './served-resource.js';

type Json = Record<string, unknown>;

/** One of each way in which a list or a map can be merged. */
export const OWNED_WIDGET: ServedResource = aServedResource({
  hasStatus: true,
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          size: { type: 'integer' },
          mode: { type: 'string' },
          storage: { type: 'object', properties: { size: { type: 'string' }, className: { type: 'string' } } },
          tags: { type: 'object', additionalProperties: { type: 'string' } },
          affinity: {
            type: 'object',
            'x-kubernetes-map-type': 'atomic',
            properties: { zone: { type: 'string' }, node: { type: 'string' } },
          },
          ports: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['port', 'protocol'],
            items: {
              type: 'object',
              required: ['port'],
              properties: {
                port: { type: 'integer' },
                protocol: { type: 'string', default: 'TCP' },
                name: { type: 'string' },
              },
            },
          },
          hosts: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
          args: { type: 'array', items: { type: 'string' } },
          config: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
      status: { type: 'object', properties: { phase: { type: 'string' }, ready: { type: 'integer' } } },
    },
  },
});

/** Writes to one object in the order of the calls, a minute apart; what a server would keep is in `object`. */
export class OwnershipStory {
  object: KubeObject | undefined;
  #minute = 0;

  constructor(readonly resource: ServedResource = OWNED_WIDGET) {}

  apply(manager: string, fields: Json, options: { force?: boolean; subresource?: string } = {}): this {
    const { force = false, subresource } = options;
    const write = {
      resource: this.resource,
      manager,
      force,
      now: this.#tick(),
      ...(subresource ? { subresource } : {}),
    };
    const live = this.object ? { live: this.object } : {};
    this.object = applyServerSide({ ...write, ...live, patch: this.#objectOf(fields) }).object;
    return this;
  }

  /** A PUT of the live object with these top-level fields replaced. */
  update(manager: string, fields: Json, subresource?: string): this {
    const next = { ...(this.object ?? this.#objectOf({})), ...fields };
    const live = this.object ? { live: this.object } : {};
    const write = { resource: this.resource, manager, now: this.#tick(), ...(subresource ? { subresource } : {}) };
    this.object = trackUpdate({ ...write, ...live, next });
    return this;
  }

  get spec(): unknown {
    return (this.object as unknown as Json).spec;
  }

  /** What each manager owns, as FieldsV1; updaters are marked. */
  get owners(): Json {
    const entries = this.object?.metadata.managedFields ?? [];
    return Object.fromEntries(
      entries.map(({ manager, operation, subresource, fieldsV1 }) => [
        `${manager}${operation === 'Update' ? ' (update)' : ''}${subresource ? `/${subresource}` : ''}`,
        fieldsV1,
      ]),
    );
  }

  #objectOf(fields: Json): KubeObject {
    const { group, version, kind } = this.resource;
    return { apiVersion: group ? `${group}/${version}` : version, kind, metadata: { name: 'w' }, ...fields };
  }

  #tick(): string {
    const minute = String(this.#minute++).padStart(2, '0');
    return `2026-01-01T00:${minute}:00Z`;
  }
}
