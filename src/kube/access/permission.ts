import type { ResourceType } from '../meta/index.js';

/** As role-based access control knows them. Server-side apply asks for `patch`, and for `create` where nothing is there. */
export type Verb = 'create' | 'delete' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** What the program does to a kind, declared beside the code that does it. */
export interface Permission {
  readonly type: Pick<ResourceType, 'group' | 'plural'>;
  readonly subresource?: string;
  readonly verbs: readonly Verb[];
}
