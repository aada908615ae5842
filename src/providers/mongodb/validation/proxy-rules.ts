import { NO_PROXY } from '../../../domain/proxy.js';
import { notSupported } from '../../../domain/validation/field-errors.js';
import type { EngineRule } from '../../contract/validation/index.js';
import { MONGOS } from '../names.js';
import { isSharded } from '../topology.js';

/** Routers belong to shards: of a database that has them they are the only way in, of another they have nothing to do. */
export const checkRouters: EngineRule = ({ cluster }) => {
  const { proxy } = cluster.spec;
  const fitting = isSharded(cluster) ? MONGOS : NO_PROXY;
  if (!proxy || proxy.type === fitting) return [];
  const detail = isSharded(cluster)
    ? 'shards are reached by their routers only'
    : 'routers are of a database with shards (spec.sharding); this one is reached directly';
  return [notSupported(['spec', 'proxy', 'type'], detail, { badValue: proxy.type, allowed: [fitting] })];
};
