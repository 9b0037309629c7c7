import type { Step } from '../../plan/entry';
import type { Question, Words } from './lines';
import type { Report } from './report';

/** Everything that a report says in the words of the app, in its language. */
export interface Wording extends Words {
  readonly language: Report['language'];
  readonly questions: Readonly<Record<Step, readonly Question[]>>;
  readonly title: string;
  readonly children: string;
  readonly step: (step: Step) => string;
  /** Contact of a day, by someone */
  readonly contact: (date: string, author: string | undefined) => string;
  readonly childName: (child: { readonly given?: string; readonly family?: string }) => string;
  readonly birthDate: string;
  readonly unknown: string;
  /** Nothing is to be seen, which does not mean that there is nothing */
  readonly nothingVisible: string;
  /** Not all could be read */
  readonly partial: string;
  /** There are answers that this version of the app does not understand */
  readonly newer: string;
  /** Decisions were taken apart from each other, and the team has to talk */
  readonly contradicting: string;
  readonly missing: string;
  readonly about: string;
  readonly head: readonly string[];
  readonly foot: readonly string[];
}
