import { recordMembers } from '../../contract/operations/index.js';
import { isController, type ClusterView } from '../status/view.js';

export const METADATA_VERSION = 'metadataVersion';
export const CONTROLLER = 'controller';
export const BROKER = 'broker';

/** Who the nodes were, and what the data was written for. */
export function baselineOf(view: ClusterView): Record<string, string> {
  const metadataVersion = view.upstream?.status?.kafkaMetadataVersion;
  return {
    ...recordMembers(view.members, (member) => (isController(member) ? CONTROLLER : BROKER)),
    ...(metadataVersion !== undefined && { [METADATA_VERSION]: metadataVersion }),
  };
}
