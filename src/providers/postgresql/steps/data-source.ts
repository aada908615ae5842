import type { Step } from '../draft.js';

/**
 * Nothing yet: `spec.dataSource` joins the schema together with DatabaseBackup, and until then every cluster is born empty
 * (`bootstrap.initdb`, by the engine step). Recovery replaces that bootstrap here, from the incarnation and never from
 * the spec, which may say something else by then.
 */
export const dataSource: Step = () => undefined;
