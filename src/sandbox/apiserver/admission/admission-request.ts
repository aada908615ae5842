import { randomUUID } from 'node:crypto';

import { apiVersionOf } from '../../../kube/meta/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { AdmissionAttributes } from './admission-attributes.js';

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}
interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** The `request` of an AdmissionReview. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subResource?: string;
  readonly requestKind: GroupVersionKind;
  readonly requestResource: GroupVersionResource;
  readonly requestSubResource?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly operation: string;
  readonly userInfo: unknown;
  readonly object: UntypedObject | null;
  readonly oldObject: UntypedObject | null;
  readonly dryRun: boolean;
  readonly options: unknown;
}

/** The same object under another version of its kind: conversion here is a matter of the label. */
export function inVersion<T extends UntypedObject | null>(object: T, group: string, version: string): T {
  const apiVersion = apiVersionOf({ group, version });
  return object === null || object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

/** `version` is the one the rule asked for. */
export function buildAdmissionRequest(attributes: AdmissionAttributes, version: string): AdmissionRequest {
  const { resource, subresource, namespace, name, operation, user, dryRun, options = null } = attributes;
  const { group, plural } = resource;
  const kind = { group, version: resource.version, kind: resource.kind };
  const requested = { group, version: resource.version, resource: plural };
  return {
    uid: randomUUID(),
    kind: { ...kind, version },
    resource: { ...requested, version },
    ...(subresource ? { subResource: subresource, requestSubResource: subresource } : {}),
    requestKind: kind,
    requestResource: requested,
    name,
    ...(namespace ? { namespace } : {}),
    operation,
    userInfo: user,
    object: inVersion(attributes.object, group, version),
    oldObject: inVersion(attributes.oldObject, group, version),
    dryRun,
    options,
  };
}

/** What CEL calls `request`: the objects are variables of their own. */
export function requestVariable({ object: _object, oldObject: _oldObject, ...request }: AdmissionRequest): unknown {
  return request;
}
