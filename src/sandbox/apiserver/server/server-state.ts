import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createTlsIdentity, isExpiring } from '../http/tls-identity.js';
import type { TlsIdentity } from '../http/tls-identity.js';
import { MemoryJournal } from '../storage/journal.js';
import type { Journal } from '../storage/journal.js';
import { SqliteJournal } from '../storage/sqlite-journal.js';

/** What stays the same across restarts, besides the objects. */
export interface ServerSecrets {
  readonly tls: TlsIdentity;
  readonly adminToken: string;
  /** Signs the tokens of ServiceAccounts; hexadecimal. */
  readonly signingKey: string;
}

export interface ServerState {
  readonly secrets: ServerSecrets;
  readonly journal: Journal;
}

const SECRETS_FILE = 'identity.json';
const STORE_FILE = 'objects.sqlite';

/** Opens the data directory, making what it lacks; without a directory everything is new and ends with the process. */
export async function openServerState(dataDir: string | undefined, now: Date): Promise<ServerState> {
  if (dataDir === undefined) return { secrets: await createSecrets(now), journal: new MemoryJournal() };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // The store first: it also keeps a second server out of the directory.
  const journal = new SqliteJournal(join(dataDir, STORE_FILE));
  return { secrets: await keptSecrets(join(dataDir, SECRETS_FILE), now), journal };
}

async function createSecrets(now: Date): Promise<ServerSecrets> {
  const random = (): string => randomBytes(32).toString('hex');
  return { tls: await createTlsIdentity(now), adminToken: random(), signingKey: random() };
}

async function keptSecrets(path: string, now: Date): Promise<ServerSecrets> {
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ServerSecrets) : undefined;
  if (kept && !isExpiring(kept.tls, now)) return kept;
  const secrets = { ...(await createSecrets(now)), ...(kept ? { ...kept, tls: await createTlsIdentity(now) } : {}) };
  // Whole or not at all: a half-written file would lock everybody out.
  writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
