import type { BackupManifest } from '../../backups/index.js';
import { readText, type Bucket } from '../../object-storage/index.js';
import type { MarkerFacts } from '../../providers/contract/index.js';
import { lookUpManifest, type ManifestQuery } from './look-up-manifest.js';
import { markerOf, surveyBackup, type Place, type Survey, type Wanted } from './survey.js';

/** How one of the engines here would understand a path. */
export interface Reading {
  readonly engine: string;
  readonly place: Place;
}

export interface Found {
  readonly reading: Reading;
  readonly survey: Survey;
  readonly marker?: MarkerFacts;
  readonly manifest?: BackupManifest;
}

export type Finding = { readonly found: Found } | { readonly missing: string };

/** Of the markers of all engines. */
const MAX_MARKER_BYTES = 128 * 1024;

/** What a bucket knows of a backup that somebody says is there. */
export async function findExisting(
  bucket: Bucket,
  readings: readonly Reading[],
  query: ManifestQuery & { readonly wanted: Wanted },
  signal: AbortSignal,
): Promise<Finding> {
  const known = await lookUpManifest(bucket, query, signal);
  const possible = readings.filter(({ engine }) => !known || engine === known.manifest.cluster.engine);
  for (const reading of possible) {
    const survey = await surveyBackup(bucket, reading.place, query.wanted, signal);
    if (!survey) continue;
    const text = await readText(bucket, markerOf(reading.place), MAX_MARKER_BYTES, signal);
    const marker = text === undefined ? undefined : reading.place.layout.readMarker(text, reading.place.path);
    return judge({ reading, survey, marker, manifest: known?.manifest });
  }
  // What it tells of is gone, and nobody shall be told of it again.
  if (known && possible.length > 0) await bucket.delete(known.objectName, signal);
  return { missing: `There is no complete backup at "${query.path}".` };
}

function judge(found: Found): Finding {
  const { reading, marker, manifest } = found;
  const name = `"${markerOf(reading.place)}"`;
  if (marker && !marker.isComplete) return { missing: `It was begun and not ended, as ${name} says.` };
  if (!marker && !manifest) return { missing: `${name} is none of ${reading.engine}.` };
  return { found };
}
