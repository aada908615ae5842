import { findVersion } from '../../domain/version.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { chooseRelease } from '../contract/index.js';
import type { Kafka } from './upstream.js';

/** The version that the operator is asked for. */
export const chooseVersion = (requested: string | undefined, engine: DatabaseEngine, live: Kafka | undefined): string =>
  chooseRelease({ requested, engine }, [live?.status?.kafkaVersion, live?.spec.kafka.version]).version;

/** As the operator names its own images: `1.2.0` is the operator's version. */
const STOCK_IMAGE = /^quay\.io\/strimzi\/kafka:[\w.]+-kafka-[\d.]+$/;

/**
 * The catalogue's image where it is not the operator's own: those belong to one release of the operator, and the next one
 * brings others along.
 */
export function customImage(engine: DatabaseEngine, version: string): string | undefined {
  const image = findVersion(engine, version)?.image;
  return image === undefined || STOCK_IMAGE.test(image) ? undefined : image;
}
