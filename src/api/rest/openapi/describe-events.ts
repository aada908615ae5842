import { EVENT_STREAM } from '../rules/produces.js';
import type { MediaType, Operation, Response } from './open-api.js';

const EVENTS: MediaType = {
  schema: {
    type: 'string',
    description:
      'Server-Sent Events: first what there is, as `added`, then `synced`; afterwards `added`, `modified`, `deleted`; of a log `line`, and `end`. `problem` is the last one when the right to watch has ended. Go on with the last `id` as `Last-Event-ID`.',
  },
  example:
    'event: added\nid: MTIz\ndata: {"kind":"DatabaseCluster","metadata":{"name":"orders"}}\n\nevent: synced\ndata: {}\n\n',
};

/** What a route sends as events is a text of its own: Nest would give it the schema of the answer. */
export function describeEvents({ responses }: Operation): void {
  for (const response of Object.values(responses) as Response[]) {
    if (response.content?.[EVENT_STREAM]) response.content[EVENT_STREAM] = EVENTS;
  }
}
