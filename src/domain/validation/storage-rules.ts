import type { ClusterRule } from './cluster-rule.js';
import { notSupported } from './field-errors.js';

/** A volume for the log exists only where the engine has one; that volumes only grow is a rule of the schema. */
export const checkWalStorage: ClusterRule = ({ spec }, { capabilities }) =>
  spec.storage.wal && !capabilities.walStorage
    ? [notSupported(['spec', 'storage', 'wal'], 'this engine keeps its log on the data volume')]
    : [];
