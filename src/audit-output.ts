import { open } from 'node:fs/promises';
import process from 'node:process';
import { ConfigError, type AuditSettings } from './config/index.js';
import { JsonLines, type JsonLinesOptions } from './observability/index.js';
import type { AuditLog } from './services/audit/audit-record.js';

export interface AuditOutput {
  readonly log: AuditLog;
  close(): Promise<void>;
}

const NOWHERE: AuditOutput = { log: { append: () => undefined }, close: () => Promise.resolve() };

/** Opens what audit records go to. @throws ConfigError when that file can't be written: nothing is to be done unseen. */
export async function openAuditOutput(
  { audit, auditFile }: AuditSettings,
  options: Omit<JsonLinesOptions, 'fd'>,
): Promise<AuditOutput> {
  if (audit === 'none') return NOWHERE;
  if (audit === 'stdout') {
    const log = new JsonLines({ ...options, fd: process.stdout.fd });
    return { log, close: () => log.close() };
  }
  // Who did what, and with which settings, is not for everybody on the machine.
  const file = await open(auditFile!, 'a', 0o600).catch((error: Error) => {
    throw new ConfigError([`DBAAS_AUDIT_FILE: ${error.message}`]);
  });
  const log = new JsonLines({ ...options, fd: file.fd });
  const close = async (): Promise<void> => {
    await log.close();
    await file.close();
  };
  return { log, close };
}
