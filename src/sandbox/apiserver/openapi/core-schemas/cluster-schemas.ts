import {
  anything,
  conditions,
  flag,
  integer,
  intOrText,
  labelSelector,
  listOf,
  mapOf,
  object,
  text,
  time,
} from '../schema-builders.js';

const servicePort = object({
  name: text('Needed when there is more than one port.'),
  port: integer('The port that clients connect to.'),
  targetPort: intOrText('Number or name of the port of the pods.'),
  nodePort: integer('The port on every node, for NodePort and LoadBalancer.'),
  protocol: text('TCP, UDP or SCTP.'),
});

const policyRule = object({
  verbs: listOf(text(), 'Verbs allowed; * for all.'),
  apiGroups: listOf(text(), 'Groups of the resources; "" is the core group, * all.'),
  resources: listOf(text(), 'Plurals, or plural/subresource; * for all.'),
  resourceNames: listOf(text(), 'Only objects of these names; all when empty.'),
  nonResourceURLs: listOf(text(), 'Paths outside the resources; a trailing * takes all below.'),
});
const rules = listOf(policyRule, 'What is allowed.');
const subjects = listOf(
  object({
    kind: text('User, Group or ServiceAccount.'),
    apiGroup: text(),
    name: text(),
    namespace: text('Of a ServiceAccount.'),
  }),
  'Who is allowed.',
);
const roleRef = object(
  { apiGroup: text(), kind: text('Role or ClusterRole.'), name: text() },
  'The role that is granted.',
);

const data = mapOf(text(), 'Values by key.');
const immutable = flag('The contents can no longer be changed.');

/** Kinds of the core group that hold no workload, and those of access control, coordination and definitions. */
export const CLUSTER_SCHEMAS = {
  Namespace: object(
    {
      spec: object({ finalizers: listOf(text()) }),
      status: object({ phase: text('Active or Terminating.'), conditions }),
    },
    'A Namespace is a scope for names and rights.',
  ),
  Node: object(
    {
      spec: object({ unschedulable: flag('No new pods are placed here.'), taints: listOf(anything()) }),
      status: object({ conditions, capacity: mapOf(intOrText()), nodeInfo: anything() }),
    },
    'A Node is a machine that pods run on; none runs here.',
  ),
  ResourceQuota: object(
    {
      spec: object({ hard: mapOf(intOrText(), 'How much there may be of each resource.'), scopes: listOf(text()) }),
      status: object({ hard: mapOf(intOrText()), used: mapOf(intOrText(), 'How much there is.') }),
    },
    'A ResourceQuota bounds what a namespace may use; kept, not enforced.',
  ),
  ConfigMap: object(
    { data, binaryData: mapOf(text(), 'Base64 values by key.'), immutable },
    'A ConfigMap holds settings.',
  ),
  Secret: object(
    {
      type: text('What the keys mean, such as Opaque or kubernetes.io/tls.'),
      data: mapOf(text(), 'Base64 values by key.'),
      stringData: mapOf(text(), 'Plain values by key; written only, folded into data.'),
      immutable,
    },
    'A Secret holds what only some may read.',
  ),
  Service: object(
    {
      spec: object({
        type: text('ClusterIP, NodePort, LoadBalancer or ExternalName.'),
        selector: mapOf(text(), 'Labels of the pods behind the service.'),
        ports: listOf(servicePort),
        clusterIP: text('Its address inside the cluster; None for a headless service.'),
        externalName: text(),
        loadBalancerSourceRanges: listOf(text(), 'CIDRs that may connect.'),
      }),
      status: object({ loadBalancer: anything('Addresses outside the cluster.') }),
    },
    'A Service is one address for a changing set of pods.',
  ),
  Endpoints: object({ subsets: listOf(anything()) }, 'Endpoints are the addresses behind a Service.'),
  EndpointSlice: object(
    { addressType: text('IPv4, IPv6 or FQDN.'), endpoints: listOf(anything()), ports: listOf(anything()) },
    'An EndpointSlice holds some of the addresses behind a Service.',
  ),
  Event: object(
    {
      involvedObject: anything('What the event is about.'),
      reason: text('One word for machines.'),
      message: text('One sentence for people.'),
      type: text('Normal or Warning.'),
      count: integer('How often it happened.'),
      firstTimestamp: time(),
      lastTimestamp: time(),
    },
    'An Event tells that something happened to an object.',
  ),
  ServiceAccount: object(
    { secrets: listOf(anything()), imagePullSecrets: listOf(anything()), automountServiceAccountToken: flag() },
    'A ServiceAccount is an identity for programs.',
  ),
  Role: object({ rules }, 'A Role is a set of rights in its namespace.'),
  ClusterRole: object(
    {
      rules,
      aggregationRule: object({ clusterRoleSelectors: listOf(labelSelector('Roles whose rules are gathered.')) }),
    },
    'A ClusterRole is a set of rights, for the cluster or for the namespaces of RoleBindings.',
  ),
  RoleBinding: object({ subjects, roleRef }, 'A RoleBinding grants a role in its namespace.'),
  ClusterRoleBinding: object({ subjects, roleRef }, 'A ClusterRoleBinding grants a ClusterRole everywhere.'),
  Lease: object(
    {
      spec: object({
        holderIdentity: text('Who holds it.'),
        leaseDurationSeconds: integer('How long others wait after renewTime before they take it.'),
        acquireTime: time(),
        renewTime: time(),
        leaseTransitions: integer('How often it changed hands.'),
      }),
    },
    'A Lease is held by one at a time.',
  ),
  NetworkPolicy: object({ spec: anything() }, 'A NetworkPolicy says who may connect to pods; kept, not enforced.'),
  CustomResourceDefinition: object(
    {
      spec: object({
        group: text('Group of the kind that is defined.'),
        scope: text('Namespaced or Cluster.'),
        names: object({
          plural: text(),
          singular: text(),
          kind: text(),
          listKind: text(),
          shortNames: listOf(text()),
          categories: listOf(text()),
        }),
        versions: listOf(
          object({
            name: text(),
            served: flag('Whether the version can be asked for.'),
            storage: flag('Whether objects are stored in it; true for exactly one.'),
            schema: object({ openAPIV3Schema: anything('A structural schema.') }),
            subresources: object({ status: anything(), scale: anything() }),
            additionalPrinterColumns: listOf(anything(), 'Columns of kubectl get.'),
            selectableFields: listOf(anything(), 'Fields that field selectors may name.'),
          }),
        ),
        conversion: anything('Only the strategy None is served.'),
      }),
      status: object({ acceptedNames: anything(), storedVersions: listOf(text()), conditions }),
    },
    'A CustomResourceDefinition adds a kind to the API.',
  ),
};
