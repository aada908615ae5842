/** Why Strimzi 1.x says NotReady: the name of the exception that ended its round. */

/** First deployment. */
export const CREATING = 'Creating';

/** The specification is at fault: no further round will end otherwise. */
const REFUSALS: readonly string[] = [
  'InvalidResourceException',
  'InvalidConfigurationException',
  'InvalidConfigParameterException',
  'KafkaUpgradeException',
  'UnsupportedKafkaVersionException',
];

export const isRefusal = (reason: string | undefined): boolean => reason !== undefined && REFUSALS.includes(reason);

/** What the user can do where the operator's own words do not say it. */
const ADVICE: Readonly<Record<string, string>> = {
  StrimziTimeoutException: 'something did not become ready in time, and is tried again',
  TimeoutException: 'something did not become ready in time, and is tried again',
  UnforceableProblem:
    'a node may not restart now, for partitions or controllers would be too few; repair the node that is missing',
  ForceableProblem: 'a node does not answer, and is restarted when it may',
  FatalProblem: 'a node does not come up; see its pod',
  KubernetesClientException: 'Kubernetes refused something; see the log of the operator',
  ConcurrentDeletionException: 'something was deleted meanwhile, and is looked at again',
  RuntimeException: 'the operator failed, and tries again; see its log',
};

export const adviceFor = (reason: string | undefined): string | undefined =>
  reason === undefined ? undefined : ADVICE[reason];

/** Warnings of Kafka by which a change that was asked for does not happen. */
export const SCALE_DOWN_PREVENTED = 'ScaleDownPreventionCheck';
export const RESIZE_WARNING = 'PvcResizingWarning';

/** Of a pool: a change of its disks is ignored. */
export const STORAGE_WARNING = 'KafkaStorage';
