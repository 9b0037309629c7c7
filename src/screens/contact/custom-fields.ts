import type { FieldProps, Form } from '../../form/form';
import { later } from '../../form/later';
import type { ConcernFieldsProps } from './concern/concern-fields';

const ChildrenField = later<FieldProps>(async () => (await import('./children-field')).ChildrenField);
const OtherChildrenField = later<FieldProps>(async () => (await import('./other-children')).OtherChildrenField);
const PermissionField = later<FieldProps>(async () => (await import('./concern/permission-field')).PermissionField);

/** The questions of steps 4 to 6, laid out as the path that they are. */
export const ConcernFields = later<ConcernFieldsProps>(
  async () => (await import('./concern/concern-fields')).ConcernFields,
);

/** The items that are not drawn as plain controls. */
export const CUSTOM: Form['custom'] = {
  's1.kind': ChildrenField,
  's1.andereKinderen': OtherChildrenField,
  's3.kind.toestemming': PermissionField,
  's4.sleutel.toestemming': PermissionField,
};

/** Fetches all of these, so that they are there the moment a step is opened. */
export const loadCustom = (): Promise<unknown>[] => [
  ChildrenField.load(),
  OtherChildrenField.load(),
  PermissionField.load(),
  ConcernFields.load(),
];
