import type { Reference } from 'fhir/r4';
import { type ComponentType, createContext, use, useMemo } from 'react';
import type { Answers, Value } from '../fhir/answers';
import type { Path } from './edit';
import type { FieldIndex, Scopes } from './enabled';
import type { Field } from './field';

/** What a field needs to know of the form around it. Stable while a person types, so that rows can be memoised. */
export interface Form {
  readonly index: FieldIndex;
  /** Changes the answers by a pure function of what they are now; what follows from it shows at once. */
  readonly edit: (change: (answers: Answers) => Answers) => void;
  /** The same for one letter of a text: what follows from it elsewhere may show a moment after the letter. */
  readonly type: (change: (answers: Answers) => Answers) => void;
  /** Tells that a field holds text that is no answer (or, with undefined, no longer): it is kept on screen and never saved. */
  readonly reportInvalid: (fieldId: string, label: string | undefined) => void;
  /** Fields that the screen shows itself, or not now. */
  readonly shown: (field: Field) => boolean;
  readonly custom: Readonly<Record<string, ComponentType<FieldProps>>>;
  /** Per item the id of a datalist on the page. */
  readonly suggestions: Readonly<Record<string, string>>;
}

export interface FieldProps {
  readonly field: Field;
  readonly given: readonly (Value | { readonly key: string; readonly items: Answers })[];
  readonly path: Path;
  readonly scopes: Scopes;
}

/** What a control needs that holds answers itself: none of it changes while another question is answered, so that it can be memoised. */
export type ControlProps = Omit<FieldProps, 'scopes'>;

/** The children that a reference can point to, with the name to show. */
export type Referable = readonly { readonly reference: Reference; readonly name: string }[];

/** Changes with every letter of a name, so it stands apart from the form: only who asks which child is drawn again. */
export const ReferableContext = createContext<Referable>([]);

export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = use(FormContext);
  if (!form) throw new Error('No form around this field');
  return form;
}

/** Identifies one field on the page: its linkId, within its instances. */
export const fieldId = (path: Path, linkId: string): string =>
  [...path.map((step) => `${step.linkId}:${step.key}`), linkId].join('/');

/** The way to an instance of a group; stays the same object, so that the controls in it need not be drawn again. */
export const useInner = (path: Path, linkId: string, key: string): Path =>
  useMemo(() => [...path, { linkId, key }], [path, linkId, key]);
