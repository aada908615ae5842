import type { Step } from '../draft.js';

/**
 * Nothing yet: `spec.backup` joins the schema together with BackupStorage, and until then there is no intent to render.
 * The archive of the write-ahead log (`spec.plugins`, with the serverName of the incarnation) belongs here.
 */
export const backup: Step = () => undefined;
