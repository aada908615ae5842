import { createHash } from 'node:crypto';

import { acceptsPlainJson, parseAccept } from '../negotiation/accept.js';
import type { MediaRange } from '../negotiation/accept.js';
import type { ServedResource } from '../registry/served-resource.js';
import {
  AGGREGATED_DISCOVERY_GROUP,
  AGGREGATED_DISCOVERY_KIND,
  AGGREGATED_DISCOVERY_VERSIONS,
  buildAggregatedDiscovery,
} from './aggregated-discovery.js';
import { groupResources } from './api-group.js';
import type { ApiGroup } from './api-group.js';
import { buildApiGroup, buildApiGroupList, buildApiResourceList, buildApiVersions } from './legacy-discovery.js';
import { VERSION_INFO } from './version-info.js';

export interface DiscoveryAnswer {
  /** JSON text. */
  readonly body: string;
  readonly contentType: string;
  /** Quoted, for the ETag header and for comparing with If-None-Match. */
  readonly etag: string;
}

type Build = () => Record<string, unknown>;

const JSON_TYPE = 'application/json';
const aggregatedType = (version: string): string =>
  `${JSON_TYPE};g=${AGGREGATED_DISCOVERY_GROUP};v=${version};as=${AGGREGATED_DISCOVERY_KIND}`;

/** Everything under `/api` and `/apis` that tells what is served, and `/version`. One per set of resources; rendered on first use. */
export class DiscoveryDocuments {
  private readonly builders = new Map<string, ReadonlyMap<string, Build>>();
  private readonly rendered = new Map<Build, DiscoveryAnswer>();

  constructor(resources: readonly ServedResource[]) {
    const groups = groupResources(resources);
    const named = groups.filter(({ name }) => name !== '');
    const core = groups.filter(({ name }) => name === '');
    this.add('/version', () => ({ ...VERSION_INFO }));
    this.add('/api', () => buildApiVersions(core[0]), core);
    this.add('/apis', () => buildApiGroupList(named), named);
    named.forEach((group) => this.add(`/apis/${group.name}`, () => buildApiGroup(group)));
    groups.forEach((group) => this.addVersions(group));
  }

  /** Undefined when the path is none of discovery's; `NotAcceptable` when the client takes no JSON. */
  forPath(path: string, accept: string | undefined): DiscoveryAnswer | 'NotAcceptable' | undefined {
    const forms = this.builders.get(path);
    if (!forms) return undefined;
    const contentType = parseAccept(accept)
      .map(contentTypeOf)
      .find((type) => type !== undefined && forms.has(type));
    return contentType === undefined ? 'NotAcceptable' : this.render(contentType, forms.get(contentType)!);
  }

  private addVersions({ name, versions }: ApiGroup): void {
    const base = name === '' ? '/api' : `/apis/${name}`;
    versions.forEach((version) => this.add(`${base}/${version.version}`, () => buildApiResourceList(version)));
  }

  private add(path: string, legacy: Build, aggregates?: readonly ApiGroup[]): void {
    const aggregated = AGGREGATED_DISCOVERY_VERSIONS.map((version): [string, Build] => [
      aggregatedType(version),
      () => buildAggregatedDiscovery(aggregates ?? [], version),
    ]);
    this.builders.set(path, new Map([[JSON_TYPE, legacy], ...(aggregates ? aggregated : [])]));
  }

  private render(contentType: string, build: Build): DiscoveryAnswer {
    const known = this.rendered.get(build);
    if (known) return known;
    const body = JSON.stringify(build());
    const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
    const answer = { body, contentType, etag };
    this.rendered.set(build, answer);
    return answer;
  }
}

function contentTypeOf(range: MediaRange): string | undefined {
  if (acceptsPlainJson(range)) return JSON_TYPE;
  const { g, v, as } = range.params;
  if (range.type !== JSON_TYPE || g !== AGGREGATED_DISCOVERY_GROUP || as !== AGGREGATED_DISCOVERY_KIND)
    return undefined;
  return aggregatedType(v ?? '');
}
