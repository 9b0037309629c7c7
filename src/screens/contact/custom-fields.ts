import type { FieldProps, Form } from '../../form/form';
import { later } from '../../form/later';

export const ChildrenField = later<FieldProps>(async () => (await import('./children-field')).ChildrenField);

/** The items that are not drawn as plain controls. */
export const CUSTOM: Form['custom'] = { 's1.kind': ChildrenField };
