import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeSystem, Questionnaire, ValueSet } from 'fhir/r4';
import { describe, expect, test } from 'vitest';
import { FOLD_TABLE } from '../../src/plan/fold-table';
import { LINK_TYPES } from '../../src/plan/link-ids';
import { checkResources } from '../../src/release/resources';
import { optionProblems, statementProblems } from './code-checks';
import { QUESTIONNAIRES, RESOURCES, readResource } from './questionnaires';
import {
  linkIdProblems,
  type Named,
  ofType,
  questionnaireProblems,
  readFiles,
  readmeProblems,
  translationProblems,
} from './resources-checks';
import { report } from './seed';

const files = readFiles(RESOURCES);
const canonical = files.filter(({ file }) => !file.startsWith('examples/'));
const questionnaires = ofType<Questionnaire>(files, 'Questionnaire');
const all: Named[] = canonical.map(({ file, text }) => ({ file, resource: JSON.parse(text) }));
const statements = readResource<CodeSystem>('CodeSystem/kindreflex-step-plan.json');
const answers = readResource<CodeSystem>('CodeSystem/kindreflex-answer.json');
const valueSets = ofType<ValueSet>(files, 'ValueSet');

/** A copy of the Questionnaires in which a piece of text of one file is another. */
function planted(file: string, from: string, to: string): Named<Questionnaire>[] {
  const hit = questionnaires.find((one) => one.file.includes(file));
  const text = JSON.stringify(hit?.resource);
  expect(text).toContain(from);
  return questionnaires.map((one) => (one === hit ? { ...one, resource: JSON.parse(text.replace(from, to)) } : one));
}

describe('the resources as they stand', () => {
  test('every file can be released and no canonical url occurs twice', () =>
    expect(checkResources(files).problems).toEqual([]));
  test('every Questionnaire can be used', () => expect(questionnaireProblems(questionnaires)).toEqual([]));
  test('LINK_TYPES and the Questionnaires have the same items', () =>
    expect(linkIdProblems(questionnaires, LINK_TYPES)).toEqual([]));
  test('every text is there in nl, fr and en', () => expect(translationProblems(all)).toEqual([]));
  test('every statement of the step plan is served', () =>
    expect(statementProblems(questionnaires, statements)).toEqual([]));
  test('every list of answers is a value set, in the words of the code system', () =>
    expect(optionProblems(questionnaires, valueSets, answers)).toEqual([]));
  test('the index page has a row for every resource', () => {
    const readme = join(RESOURCES, 'README.md');
    const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
    expect(
      readmeProblems(
        text,
        canonical.map(({ file }) => file),
      ),
    ).toEqual([]);
  });
  test('the fold has a rule for exactly the items at the top of the six forms', () => {
    const top = Object.values(QUESTIONNAIRES).flatMap(({ item }) => item ?? []);
    const asked = top.filter(({ type }) => type !== 'display').map(({ linkId }) => linkId);
    expect(Object.keys(FOLD_TABLE).sort()).toEqual(asked.sort());
    report(
      `resources: ${canonical.length} canonical, ${statements.concept?.length} statements, ${asked.length} fold rules`,
    );
  });
});

describe('planted faults are found', () => {
  const one = 'Questionnaire/kindreflex-1-conversation.json';
  test.each([
    [
      '1-conv',
      '"linkId":"s1.aantal",',
      '"linkId":"s1.number",',
      `${one}: item s1.aantalReden: enableWhen names s1.aantal,`,
    ],
    ['1-conv', '"question":"s1.uitkomst"', '"question":"s1.gone"', 'enableWhen names s1.gone, which is no item'],
    [
      '1-conv',
      '"code":"held","display"',
      '"code":"hold","display"',
      'enableWhen waits for held, which s1.uitkomst does not offer.',
    ],
    ['2-safe', '"linkId":"s2.acuut"', '"linkId":"s2.overleg"', 'item s2.overleg: the linkId also occurs in'],
    ['1-conv', '"operator":">"', '"operator":">="', 'Questionnaire item s1.aantalReden: enableWhen on s1.aantal'],
    ['1-conv', '"item":[', '"items":[', `${one}: item is missing.`],
  ])('a broken Questionnaire: %s %s', (file, from, to, sentence) => {
    const found = questionnaireProblems(planted(file, from, to)).join('\n');
    expect(found).toContain(sentence);
  });

  test('a linkId that only TypeScript or only the JSON has, another type, another order', () => {
    const renamed = linkIdProblems(planted('3-supp', '"linkId":"s3.hoe"', '"linkId":"s3.how"'), LINK_TYPES);
    expect(renamed).toEqual([
      'LINK_TYPES: s3.hoe is an item of no Questionnaire.',
      'Questionnaire/kindreflex-3-support.json: item s3.how is not in LINK_TYPES.',
    ]);
    expect(linkIdProblems(questionnaires, { ...LINK_TYPES, 's3.hoe': 'string' })).toEqual([
      'Questionnaire/kindreflex-3-support.json: item s3.hoe is a text, in LINK_TYPES a string.',
    ]);
    const { 's1.contactDate': first, ...rest } = LINK_TYPES;
    expect(linkIdProblems(questionnaires, { ...rest, 's1.contactDate': first })).toEqual([
      'LINK_TYPES: s1.setting stands where the form has s1.contactDate.',
    ]);
  });

  test('two resources with one canonical url, and a file that is not JSON', () => {
    const copy = canonical.find(({ file }) => file === one);
    const twice = {
      file: 'Questionnaire/copy.json',
      text: (copy?.text ?? '').replace('kindreflex-1-conversation', 'copy'),
    };
    expect(checkResources([...canonical, twice]).problems).toEqual([
      `Questionnaire/copy.json: url "https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation" is also the url of ${one}.`,
    ]);
    expect(checkResources([{ file: one, text: '{"resourceType":' }]).problems[0]).toMatch(`${one}: this is not JSON`);
  });

  test('a translation missing in one language', () => {
    const without = (file: string, language: string) => {
      const text = canonical.find((each) => each.file === file)?.text ?? '';
      const pattern = file.startsWith('CodeSystem') ? `"language": "${language}"` : `"valueCode": "${language}"`;
      const lost = JSON.parse(text.replaceAll(pattern, pattern.replace(`"${language}"`, '"de"')));
      return translationProblems([{ file, resource: lost }]).join('\n');
    };
    expect(without(one, 'fr')).toMatch(/json: title has no fr\.[\s\S]*item\[0\]\.text has no fr\./);
    expect(without(one, 'en')).toMatch(/answerOption\[0\]\.valueCoding\.display has no en\./);
    expect(without('CodeSystem/kindreflex-answer.json', 'fr')).toMatch(/concept\[0\]\.display has no fr\./);
    expect(without('ValueSet/kindreflex-willing.json', 'en')).toMatch(/json: title has no en\./);
  });

  test('a statement without an item, and an item for a statement that is not there', () => {
    const more = { ...statements, concept: [...(statements.concept ?? []), { code: '9.9' }] };
    expect(statementProblems(questionnaires, more)).toEqual([
      'CodeSystem/kindreflex-step-plan.json: statement 9.9 is served by no item in nl, fr and en.',
    ]);
    const fewer = { ...statements, concept: (statements.concept ?? []).filter(({ code }) => code !== '6.1') };
    expect(statementProblems(questionnaires, fewer).join()).toContain(
      'serves statement 6.1, which kindreflex-step-plan',
    );
  });

  test('an answer that no value set or no code system has, or that reads otherwise there', () => {
    const other = optionProblems(
      planted('2-safe', '"code":"client-state"', '"code":"client-mood"'),
      valueSets,
      answers,
    );
    expect(other.join('\n')).toContain('item s2.uitstelReden offers a list that is no ValueSet.');
    expect(other.join('\n')).toContain('item s2.uitstelReden offers client-mood, which CodeSystem kindreflex-answer');
    const concept = (answers.concept ?? []).map((each) => (each.code === 'signal' ? { ...each, display: 'x' } : each));
    expect(optionProblems(questionnaires, valueSets, { ...answers, concept })).toEqual([
      'Questionnaire/kindreflex-2-safety.json: item s2.aanleiding shows signal in other words than CodeSystem kindreflex-answer.',
    ]);
  });

  test('a resource without a row in the index page', () => {
    expect(
      readmeProblems('| [a](ValueSet/a.json) | x |\nValueSet/b.json', ['ValueSet/a.json', 'ValueSet/b.json']),
    ).toEqual(['README.md: there is no row for ValueSet/b.json.']);
  });
});
