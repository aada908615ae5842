import type { OperationSubject } from '../../contract/index.js';
import { isController, viewOf, type ClusterView } from '../status/view.js';

type Entries = readonly (readonly [key: string, value: string])[];

export const METADATA_VERSION = 'metadataVersion';

/** Who the nodes were, which very objects they consisted of, and what the data was written for. */
export function recordBaseline(subject: OperationSubject): Record<string, string> {
  const view = viewOf(subject.cluster, subject.observed);
  const metadataVersion = view.upstream?.status?.kafkaMetadataVersion;
  return {
    ...Object.fromEntries([...membersOf(view), ...objectsOf(view)]),
    ...(metadataVersion !== undefined && { [METADATA_VERSION]: metadataVersion }),
  };
}

const membersOf = ({ members }: ClusterView): Entries =>
  members.map((member) => [`member/${member.name}`, isController(member) ? CONTROLLER : BROKER]);

const objectsOf = (view: ClusterView): Entries => [
  ...view.pods.map(({ metadata }) => [`pod/${metadata.name}`, metadata.uid ?? ''] as const),
  ...view.volumes.map(({ metadata }) => [`claim/${metadata.name}`, metadata.uid ?? ''] as const),
];

export const CONTROLLER = 'controller';
export const BROKER = 'broker';
