import { EVENT_STREAM } from '../rules/produces.js';
import type { Components, MediaType, Operation, Response } from './open-api.js';

const TOLD = {
  added: { kind: 'DatabaseCluster', metadata: { name: 'orders', namespace: 'team-a' } },
  synced: {},
};

/** What streams send is a text of its own, whatever they are of. */
export const EVENTS: Components = {
  schemas: {
    EventStream: {
      type: 'string',
      description:
        'Server-Sent Events: first what there is, as `added`, then `synced`; afterwards `added`, `modified`, `deleted`. Of a log `line` by `line`, and `end`. `reset` says to forget what was told; `problem` is the last event when the right to watch has ended. `Last-Event-ID` with the last `id` goes on from there.',
    },
  },
  examples: {
    EventStream: {
      value: `event: added\nid: MTIz\ndata: ${JSON.stringify(TOLD.added)}\n\nevent: synced\ndata: ${JSON.stringify(TOLD.synced)}\n\n`,
    },
  },
};

const MEDIA: MediaType = {
  schema: { $ref: '#/components/schemas/EventStream' },
  examples: { events: { $ref: '#/components/examples/EventStream' } },
};

/** Of what a route sends as events: Nest would give it the schema of the answer. */
export function describeEvents({ responses }: Operation): void {
  for (const { content } of Object.values(responses) as Response[]) {
    if (content?.[EVENT_STREAM]) content[EVENT_STREAM] = MEDIA;
  }
}
