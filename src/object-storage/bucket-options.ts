import type { StorageOptions } from '@google-cloud/storage';
import type { BucketLocation } from './bucket.js';
import type { StorageCredentials } from './credentials.js';
import type { GuardedAgents } from './egress/guarded-agents.js';

/** Where Google is, for tests that play Google. */
export type GoogleOptions = Pick<StorageOptions, 'apiEndpoint' | 'useAuthWithCustomEndpoint' | 'clientOptions'>;

export interface BucketOptions {
  readonly location: BucketLocation;
  readonly credentials: StorageCredentials;
  readonly agents: GuardedAgents;
  /** How long one request may take. */
  readonly timeoutMs: number;
  readonly google?: GoogleOptions;
}
